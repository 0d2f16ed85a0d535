"""`python -m tui` is `helpdesk`."""

from tui import main

if __name__ == "__main__":
    main()

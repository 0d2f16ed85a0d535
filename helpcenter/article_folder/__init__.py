"""Articles on disk, in and out: `<locale>/<slug>.md`, beside them `categories.toml`, `suggestions.toml`, pictures."""

from helpcenter.article_folder.exporting import export_folder
from helpcenter.article_folder.files import article_files
from helpcenter.article_folder.importing import BATCH, import_folder

__all__ = ["BATCH", "article_files", "export_folder", "import_folder"]

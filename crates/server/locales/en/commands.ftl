# Words of the commands run on the server: backup, restore, verify.

backup-not-one = This file is not a backup of Diên Hồng. Please choose the right backup file.
backup-half = The end of the backup is missing, so nothing was restored. Please copy the file again or use another backup.
backup-changed = The backup does not match its seal, so nothing was restored. Please use another backup.
backup-newer = The backup was made by a newer version of the software. Please update the software and restore again.
backup-not-empty = The place to restore to already holds data, so nothing was overwritten. Please choose an empty folder or database.

-- After a restore every login begins anew: sessions of the backup may have been ended since.
DELETE FROM account_session

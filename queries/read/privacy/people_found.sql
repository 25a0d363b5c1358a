-- One row per owner, seeker, reporter or account whose name, telephone, e-mail or talks hold a text: the kind of person, the
-- number of the entry and the name or contact it was found by.
-- right: manage_privacy
-- $text VARCHAR: what to look for; case does not matter
WITH found AS (
    SELECT 'owner' AS subject, owner_id AS record_id, coalesce(name, legal_name, '') AS label, concat_ws(' ', name, legal_name, address, phone, email) AS words
    FROM owner
    LEFT JOIN owner_person USING (owner_id)
    UNION ALL
    SELECT 'owner', conversation.owner_id, coalesce(with_whom, ''), concat_ws(' ', with_whom, text)
    FROM conversation
    WHERE owner_id IS NOT NULL
    UNION ALL
    SELECT 'seeker', seeker_id, coalesce(name, title), concat_ws(' ', name, phone, email, title)
    FROM seeker
    LEFT JOIN seeker_person USING (seeker_id)
    UNION ALL
    SELECT 'reporter', CAST(report_id AS VARCHAR), coalesce(name, contact, ''), concat_ws(' ', name, contact)
    FROM report_person
    UNION ALL
    SELECT 'account', account_id, display_name, concat_ws(' ', login, display_name)
    FROM account
)
SELECT subject, record_id, first(label ORDER BY label DESC) AS label
FROM found
WHERE contains(lower(words), lower($text))
GROUP BY subject, record_id
ORDER BY subject, label COLLATE de, record_id
LIMIT 50

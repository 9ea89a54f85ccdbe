SELECT ':a' AS "b;c", :d, @e, $f, ?1, x'00' -- comment ;
/* more; */ FROM [t] WHERE `x` = 'it''s'; CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; END; VALUES (1.5e3)
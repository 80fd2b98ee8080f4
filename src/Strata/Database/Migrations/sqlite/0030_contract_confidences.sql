-- How likely the values of an observation are right, by field: {"total":0.98}; null where that isn't known for each value.
-- A contraction: the digests of such rows cover the column, which older programs don't know (docs/adr/0041-calibrated-confidence.md).
alter table observations add column confidences text;

-- Payments that may pay an invoice (docs/adr/0047-payments.md). exact: the payment names the number and has the amount. evidence: reasons, as
-- JSON. Deciding on them adds kinds of decisions that older programs can't read: a contraction.
create table payment_matches (
    user_id    text not null,
    payment_no integer not null,
    invoice_no integer not null,
    seq        integer not null,
    state      text not null,
    score      real not null,
    evidence   text not null,
    primary key (user_id, payment_no, invoice_no),
    foreign key (user_id, payment_no) references entities (user_id, entity_no),
    foreign key (user_id, invoice_no) references entities (user_id, entity_no)
) without rowid;
create index payment_matches_by_invoice on payment_matches (user_id, invoice_no);
create index payment_matches_by_score on payment_matches (user_id, score, payment_no, invoice_no);

-- Corrections of undeclared fields, which win however many observations follow (docs/adr/0046-undeclared-fields.md).
create index observations_corrected_fragments on observations (user_id, entity_no, seq) where class = 2 and fragments is not null;

-- Untyped entities by the type that their input named.
create index entities_suggested on entities (user_id, suggested_type, entity_no) where suggested_type is not null;

insert into sqlite_stat1 (tbl, idx, stat) values
    ('payment_matches', 'payment_matches', '100000 100000 2 1'),
    ('payment_matches', 'payment_matches_by_invoice', '100000 100000 2'),
    ('payment_matches', 'payment_matches_by_score', '100000 100000 5 1 1'),
    ('observations', 'observations_corrected_fragments', '1000 1000 2 1'),
    ('entities', 'entities_suggested', '10000 10000 1000 1');

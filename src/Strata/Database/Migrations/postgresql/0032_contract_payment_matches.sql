-- Payments that may pay an invoice (docs/adr/0047-payments.md). exact: the payment names the number and has the amount. evidence: reasons, as
-- JSON. Deciding on them adds kinds of decisions that older programs can't read: a contraction.
create table payment_matches (
    user_id    text collate "C"    not null,
    payment_no bigint not null,
    invoice_no bigint not null,
    seq        bigint not null,
    state      text collate "C"    not null,
    score      double precision not null,
    evidence   text collate "C"    not null,
    primary key (user_id, payment_no, invoice_no),
    foreign key (user_id, payment_no) references entities (user_id, entity_no),
    foreign key (user_id, invoice_no) references entities (user_id, entity_no)
);
create index payment_matches_by_invoice on payment_matches (user_id, invoice_no);
create index payment_matches_by_score on payment_matches (user_id, score, payment_no, invoice_no);

-- Corrections of undeclared fields, which win however many observations follow (docs/adr/0046-undeclared-fields.md).
create index observations_corrected_fragments on observations (user_id, entity_no, seq) where class = 2 and fragments is not null;

-- Untyped entities by the type that their input named.
create index entities_suggested on entities (user_id, suggested_type, entity_no) where suggested_type is not null;

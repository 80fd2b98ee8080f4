using Strata.Entities;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Sources;

/// <summary>
/// Joins what a mail says of a paper with the paper attached to it: both have the same number, or one has none, and their totals don't
/// differ. The mail's vendor is a sender's name and the paper's a company's, so their keys alone may differ
/// (docs/adr/0039-mails-and-their-papers.md). Each join is a merge, undone like any other.
/// </summary>
internal static class AttachedPapers
{
    private const int MaxRows = 2_000;

    /// <param name="source">A mail or mailbox whose attachments have been read.</param>
    public static async Task JoinAsync(LedgerSession session, SourceRecord source)
    {
        await session.FlushAsync();
        var rows = await session.Transaction.QueryAsync<Row>(
            """
            select o.seq, o.entity_no, e.entity_type, o.fields, d.part as path, 0 as is_attached
            from observations o
            join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
            join documents d on d.user_id = o.user_id and d.document_no = o.document_no
            where o.user_id = @user and o.source_no = @sourceNo
            union all
            select o.seq, o.entity_no, e.entity_type, o.fields, l.path, 1 as is_attached
            from source_links l
            join observations o on o.user_id = l.user_id and o.source_no = l.source_no
            join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
            where l.user_id = @user and l.parent_no = @sourceNo
            limit @limit
            """,
            new { sourceNo = source.SourceNo, limit = (long)MaxRows }
        );
        var papers = rows.Select(r => (Row: r, Paper: Paper.Of(r, session.Schemas))).Where(p => p.Paper is not null).ToList();
        if (papers.Count == 0)
        {
            return;
        }
        var retracted = await ObservationReader.RetractedAsync(
            session.Transaction,
            [.. papers.Select(p => p.Row.EntityNo).Distinct()],
            long.MaxValue
        );
        papers.RemoveAll(p => retracted.Contains(p.Row.Seq));
        foreach (var (mail, said) in papers.Where(p => p.Row.IsAttached == 0))
        {
            var attached = papers
                .Where(p => p.Row.IsAttached == 1 && IsIn(mail.Path, p.Row.Path) && said!.IsOf(p.Paper!))
                .Select(p => p.Row.EntityNo)
                .Distinct()
                .ToList();
            if (attached is [var paper])
            {
                await JoinAsync(session, source, mail.EntityNo, paper);
            }
        }
    }

    private static async Task JoinAsync(LedgerSession session, SourceRecord source, long mailNo, long paperNo)
    {
        var from = await session.RootAsync(await session.GetAsync(mailNo));
        var to = await session.RootAsync(await session.GetAsync(paperNo));
        if (
            from == to
            || from.Record.State == EntityRecord.Deleted
            || to.Record.State == EntityRecord.Deleted
            || !string.Equals(from.Record.EntityType, to.Record.EntityType, StringComparison.Ordinal)
            || await IdentityJoins.WereSeparatedAsync(session, from, to)
        )
        {
            return;
        }
        var decision = new Decision("") { Actor = IdentityJoins.Actor, Reason = $"A mail and its attachment: {source.SourceId}" };
        await Merges.MergeUnreducedAsync(session, from, to, decision);
        await session.ReduceAgainAsync(to);
    }

    private static bool IsIn(string part, string path) => part.Length == 0 || path.StartsWith(part + "/", StringComparison.Ordinal);

    private sealed record Row(long Seq, long EntityNo, string EntityType, string Fields, string Path, long IsAttached);

    private sealed record Paper(string EntityType, string? Number, string? Total)
    {
        public static Paper? Of(Row row, SchemaSet schemas)
        {
            var values = FieldList.Parse(row.Fields);
            return schemas.Find(row.EntityType) is { } schema && schema.Of(FieldRole.Vendor) is not null
                ? new(
                    row.EntityType,
                    Value(schema.Of(FieldRole.Number), Normaliser.Identifier),
                    Value(schema.Of(FieldRole.Total), Normaliser.Number)
                )
                : null;

            string? Value(SchemaField? field, Normaliser by) =>
                field is not null && values[field.Name] is { } json ? Normalisation.Of(by, json) : null;
        }

        public bool IsOf(Paper attached) =>
            string.Equals(EntityType, attached.EntityType, StringComparison.Ordinal)
            && (Number is null || attached.Number is null ? Total is not null && attached.Total is not null : Number == attached.Number)
            && (Total is null || attached.Total is null || Total == attached.Total);
    }
}

using Strata.Database;
using Strata.Documents;
using Strata.Ledger;
using Strata.Projects;
using Strata.Projects.Filtering;

namespace Strata.Export;

/// <summary>A source and its documents as they were known at a position of the ledger.</summary>
/// <param name="Documents">Of its latest reading by then; empty: it was not read, or not to its end.</param>
internal sealed record ExportedSource(SourceRecord Source, IReadOnlyList<DocumentRecord> Documents)
{
    /// <exception cref="StrataException">SOURCE_NOT_FOUND, also where it came later.</exception>
    public static async Task<ExportedSource> FindAsync(UserConnection connection, string source, long seq)
    {
        DocumentRecord? document = null;
        if (source.StartsWith("doc_", StringComparison.Ordinal))
        {
            document = await DocumentQueries.FindAsync(connection, source);
        }
        var record = document is null
            ? await SourceRecords.GetAsync(connection, source)
            : await SourceRecords.ByNumberAsync(connection, document.SourceNo);
        if (record.SourceNo > seq || document?.DocumentNo > seq)
        {
            throw new StrataException(ErrorCode.SourceNotFound, $"There was no source '{source}' at that position of the ledger.");
        }
        return new(record, document is null ? await DocumentsAsync(connection, record.SourceNo, seq) : [document]);
    }

    public static async Task<ExportedSource> OfNumberAsync(UserConnection connection, long sourceNo, long seq) =>
        new(await SourceRecords.ByNumberAsync(connection, sourceNo), await DocumentsAsync(connection, sourceNo, seq));

    /// <summary>Returns the numbers of the sources that were in a project then, in the order in which they came.</summary>
    public static async Task<IReadOnlyList<long>> OfProjectAsync(UserConnection connection, ProjectRecord project, long seq)
    {
        var members = await connection.QueryAsync<Member>(
            "select source_no, seq, is_member from project_sources where user_id = @user and project_no = @no order by source_no",
            new { no = project.ProjectNo }
        );
        if (members.All(m => m.Seq <= seq))
        {
            return [.. members.Where(m => m.IsMember != 0).Select(m => m.SourceNo)];
        }
        // Something went in or out since.
        var then = new SortedDictionary<long, bool>();
        foreach (
            var decision in await connection.QueryAsync<DecisionRecord>(
                $"""
                select {DecisionRecord.Columns} from decisions
                where user_id = @user and target_seq = @no and kind in ('add_to_project', 'remove_from_project') and seq <= @seq order by seq
                """,
                new { no = project.ProjectNo, seq }
            )
        )
        {
            foreach (var member in ProjectHistory.MembershipsOf(decision))
            {
                then[member.SourceNo] = member.IsMember != 0;
            }
        }
        var held = members.Select(m => m.SourceNo).ToHashSet();
        return [.. then.Where(m => m.Value && held.Contains(m.Key)).Select(m => m.Key)];
    }

    private static async Task<IReadOnlyList<DocumentRecord>> DocumentsAsync(UserConnection connection, long sourceNo, long seq)
    {
        var all = await connection.QueryAsync<DocumentRecord>(
            $"""
            select {DocumentRecord.Columns} from documents
            where user_id = @user and source_no = @sourceNo and document_no <= @seq order by document_no
            """,
            new { sourceNo, seq }
        );
        var latest = all.Where(IsRead).MaxBy(d => d.DocumentNo);
        var reading = all.Where(d => d.Parser == latest?.Parser && d.ParserVersion == latest.ParserVersion).ToList();
        return latest is null || !reading.TrueForAll(IsRead) ? []
            // The parts of a table are alternative readings.
            : latest.Parser == "csv" ? [latest]
            : reading;
    }

    private static bool IsRead(DocumentRecord document) =>
        document.IsRendered != 0 ? document.TextDigest is not null : document.Complete != 0 || document.BlockCount > 0;

    private sealed record Member(long SourceNo, long Seq, long IsMember);
}

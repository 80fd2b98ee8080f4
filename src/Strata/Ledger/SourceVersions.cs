using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// Sources that replace each other: stated, or of the same stated origin and path (docs/adr/0057-decisions-follow-content.md). All
/// versions of a source are its line.
/// </summary>
internal static class SourceVersions
{
    /// <summary>Records which source a new one replaces, and what its later versions are recognised by.</summary>
    /// <param name="origin">Null: none is stated.</param>
    /// <param name="path">Null: it has none.</param>
    public static async Task RecogniseAsync(LedgerSession session, SourceRecord source, string? origin, string? path)
    {
        if (origin is null || path is null)
        {
            return;
        }
        await session.FlushAsync();
        var earlier = await session.Transaction.QueryFirstOrDefaultAsync<VersionRow>(
            $"""
            select {VersionRow.Columns} from source_versions
            where user_id = @user and origin = @origin and path = @path and source_no < @no order by source_no desc limit 1
            """,
            new
            {
                origin,
                path,
                no = source.SourceNo,
            }
        );
        await AddAsync(
            session.Transaction,
            new VersionRow(source.SourceNo, earlier?.LineNo ?? source.SourceNo, earlier?.SourceNo, origin, path)
        );
    }

    /// <summary>Records that a source replaces another, as its caller says.</summary>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND; INVALID_CONTENT: it is the same.</exception>
    public static async Task ReplaceAsync(LedgerSession session, SourceRecord source, string replaced)
    {
        await session.FlushAsync();
        var tx = session.Transaction;
        var other = await SourceRecords.GetAsync(tx, replaced);
        if (other.SourceNo == source.SourceNo)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"replaces: these are the bytes of '{replaced}' itself.");
        }
        var theirs = await FindAsync(tx, other.SourceNo) ?? new VersionRow(other.SourceNo, other.SourceNo, null, null, null);
        var own = await FindAsync(tx, source.SourceNo) ?? new VersionRow(source.SourceNo, source.SourceNo, null, null, null);
        await AddAsync(tx, theirs);
        await AddAsync(tx, own);
        await tx.ExecuteAsync(
            "update source_versions set line_no = @line where user_id = @user and line_no = @own",
            new { line = theirs.LineNo, own = own.LineNo }
        );
        await tx.ExecuteAsync(
            "update source_versions set replaces_no = @other where user_id = @user and source_no = @no",
            new { other = other.SourceNo, no = source.SourceNo }
        );
    }

    /// <summary>Returns the numbers of all versions of a source, itself among them.</summary>
    public static async Task<IReadOnlyList<long>> LineAsync(UserConnection connection, long sourceNo)
    {
        var line = await connection.QueryAsync<long>(
            """
            select source_no from source_versions where user_id = @user and line_no = (
                select line_no from source_versions where user_id = @user and source_no = @sourceNo) order by source_no
            """,
            new { sourceNo }
        );
        return line.Count == 0 ? [sourceNo] : line;
    }

    /// <summary>Returns the ids of the source that one replaces, and of the latest that replaces it.</summary>
    public static async Task<(string? Replaces, string? ReplacedBy)> OfAsync(UserConnection connection, long sourceNo) =>
        (
            await connection.QueryFirstOrDefaultAsync<string>(
                """
                select s.source_id from source_versions v join sources s on s.user_id = v.user_id and s.source_no = v.replaces_no
                where v.user_id = @user and v.source_no = @sourceNo
                """,
                new { sourceNo }
            ),
            await connection.QueryFirstOrDefaultAsync<string>(
                """
                select s.source_id from source_versions v join sources s on s.user_id = v.user_id and s.source_no = v.source_no
                where v.user_id = @user and v.replaces_no = @sourceNo order by v.source_no desc limit 1
                """,
                new { sourceNo }
            )
        );

    /// <summary>Whether a source replaces another because its caller says so, rather than by its path.</summary>
    public static async Task<bool> IsStatedAsync(UserConnection connection, long sourceNo, long otherNo) =>
        await FindAsync(connection, sourceNo) is not { } own
        || await FindAsync(connection, otherNo) is not { } other
        || own.Path is null
        || (own.Origin, own.Path) != (other.Origin, other.Path);

    private static Task<VersionRow?> FindAsync(UserConnection connection, long sourceNo) =>
        connection.QueryFirstOrDefaultAsync<VersionRow>(
            $"select {VersionRow.Columns} from source_versions where user_id = @user and source_no = @sourceNo",
            new { sourceNo }
        );

    private static Task<int> AddAsync(UserTransaction tx, VersionRow row) =>
        tx.ExecuteAsync(
            """
            insert into source_versions (user_id, source_no, line_no, replaces_no, origin, path)
            values (@user, @SourceNo, @LineNo, @ReplacesNo, @Origin, @Path) on conflict do nothing
            """,
            row
        );

    private sealed record VersionRow(long SourceNo, long LineNo, long? ReplacesNo, string? Origin, string? Path)
    {
        public const string Columns = "source_no, line_no, replaces_no, origin, path";
    }
}

using Strata.Database;
using Strata.Ledger;

namespace Strata.Sources;

/// <summary>Links between container sources and their members.</summary>
internal static class SourceLinks
{
    public const string Member = "member";
    public const string Attachment = "attachment";

    /// <summary>Most links shown with a source.</summary>
    public const int Shown = 1_000;

    public static string RelationOf(SourceRecord parent) => HasAttachments(parent) ? Attachment : Member;

    public static bool HasAttachments(SourceRecord source) => source.MediaType is MediaTypes.Mail or MediaTypes.Mbox;

    /// <summary>Adds the link, unless it exists.</summary>
    public static async Task<int> AddAsync(UserTransaction tx, LedgerServices services, SourceRecord parent, string path, string memberId)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync();
        return await tx.ExecuteAsync(
            """
            insert into source_links (user_id, parent_no, path, source_no, relation, recorded_at)
            select @user, @parentNo, @path, source_no, @relation, @recordedAt from sources where user_id = @user and source_id = @memberId
            on conflict do nothing
            """,
            new
            {
                parentNo = parent.SourceNo,
                path,
                memberId,
                relation = RelationOf(parent),
                recordedAt = session.Next().RecordedAt,
            }
        );
    }

    /// <param name="after">Path after which to start; null for the first.</param>
    public static async Task<IReadOnlyList<SourceLinkView>> MembersAsync(
        UserConnection connection,
        long sourceNo,
        string? after,
        int limit
    ) =>
        Views(
            await connection.QueryAsync<Row>(
                $"""
                select s.source_id, s.file_name, s.media_type, l.path, l.relation from source_links l
                join sources s on s.user_id = l.user_id and s.source_no = l.source_no
                where l.user_id = @user and l.parent_no = @sourceNo {(
                    after is null ? "" : "and l.path > @after"
                )} order by l.path limit @limit
                """,
                new
                {
                    sourceNo,
                    after,
                    limit = (long)limit,
                }
            )
        );

    public static async Task<long> CountAsync(UserConnection connection, long sourceNo) =>
        await connection.QueryFirstOrDefaultAsync<long>(
            "select count(*) from source_links where user_id = @user and parent_no = @sourceNo",
            new { sourceNo }
        );

    public static async Task<IReadOnlyList<SourceLinkView>> ParentsAsync(UserConnection connection, long sourceNo) =>
        Views(
            await connection.QueryAsync<Row>(
                """
                select s.source_id, s.file_name, s.media_type, l.path, l.relation from source_links l
                join sources s on s.user_id = l.user_id and s.source_no = l.parent_no
                where l.user_id = @user and l.source_no = @sourceNo order by l.parent_no, l.path limit @limit
                """,
                new { sourceNo, limit = (long)Shown }
            )
        );

    private static IReadOnlyList<SourceLinkView> Views(IReadOnlyList<Row> rows) =>
        [.. rows.Select(r => new SourceLinkView(r.SourceId, r.FileName, r.MediaType, r.Path, EnumNames.Parse<LinkRelation>(r.Relation)))];

    private sealed record Row(string SourceId, string? FileName, string MediaType, string Path, string Relation);
}

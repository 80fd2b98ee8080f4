using Strata.Database;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// All decisions and administrative actions, latest first, read from the ledger, to which the database only lets rows be added.
/// </summary>
internal static class AuditLog
{
    private const string Correction = "correction";
    private const string TokenMark = ":tok_";

    private static readonly string[] Prefixes = ["obs_", "dec_", "prj_", "src_", "run_", "doc_", "job_", "fnd_", "bat_"];

    /// <exception cref="StrataException">INVALID_CONTENT; ENTITY_NOT_FOUND: the entity of <c>about</c> doesn't exist.</exception>
    public static async Task<Page<AuditEntry>> ListAsync(UserConnection connection, EntityReader entities, AuditQuery query)
    {
        if (query.About is { } name && !IsId(name))
        {
            query = query with { About = (await entities.RecordNowAsync(connection, name)).EntityId };
        }
        var limit = Paging.Limit(query.Limit);
        var args = new
        {
            before = Paging.Number(query.Cursor, long.MaxValue),
            most = limit + 1L,
            since = query.Since is { } since ? UnixTime.Microseconds(Moment.Parse("since", since)) : 0,
            until = query.Until is { } until ? UnixTime.Microseconds(TimeBound.End("until", until)) : 0,
            action = query.Action,
            actor = query.Actor,
            within = query.Actor + ":",
            token = ":" + query.TokenId,
            undoes = $$"""{"undoes":"{{query.About}}"}""", // as written by Undoing
            about = query.About is { } about ? await NumberAsync(connection, about) : 0,
        };
        var decisions = await connection.QueryAsync<DecisionRecord>(
            $"""
            select {DecisionRecord.Columns} from decisions
            where user_id = @user and seq < @before {Conditions(query)} {(query.Action is null ? "" : "and kind = @action")}
                {About(query, "entity_no = @about or other_no = @about", "seq = @about or target_seq = @about or payload = @undoes")}
            order by seq desc limit @most
            """,
            args
        );
        var corrections = query.Action is null or Correction
            ? await connection.QueryAsync<CorrectionRow>(
                $"""
                select seq, entity_no, fields, fragments, actor, reason, recorded_at from observations
                where user_id = @user and class = 2 and seq < @before {Conditions(query)}
                    {About(query, "entity_no = @about", "seq = @about")}
                order by seq desc limit @most
                """,
                args
            )
            : [];
        var rows = decisions.Concat(corrections.Select(c => c.AsDecision())).OrderByDescending(r => r.Seq).Take(limit + 1).ToList();
        var shown = rows.Take(limit).ToList();
        var ids = await ObservationViews.IdsAsync(connection, shown.SelectMany(r => (long?[])[r.EntityNo, r.OtherNo]).OfType<long>());
        return new Page<AuditEntry>(
            shown.ConvertAll(r => Entry(r, ids)),
            rows.Count > limit ? shown[^1].Seq.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    /// <summary>Returns the conditions shared by decisions and corrections.</summary>
    private static string Conditions(AuditQuery query) =>
        string.Join(
            ' ',
            query.Since is null ? "" : "and recorded_at >= @since",
            query.Until is null ? "" : "and recorded_at < @until",
            query.Actor is null ? "" : "and (actor = @actor or substr(actor, 1, length(@within)) = @within)",
            query.TokenId is null ? "" : "and substr(actor, length(actor) - length(@token) + 1) = @token"
        );

    private static string About(AuditQuery query, string entity, string entry) =>
        query.About is null ? ""
        : Ids.IsEntity(query.About) ? $"and ({entity})"
        : $"and ({entry})";

    /// <summary>Whether it has the form of an id, so that it names nothing else.</summary>
    private static bool IsId(string name) =>
        Ids.IsEntity(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static async Task<long> NumberAsync(UserConnection connection, string about) =>
        Ids.IsEntity(about)
            ? await connection.QueryFirstOrDefaultAsync<long?>(
                "select entity_no from entities where user_id = @user and entity_id = @about",
                new { about }
            ) ?? throw EntityReader.NotFound(about)
            : Ids.Number("obs_", about)
                ?? Ids.Number("dec_", about)
                ?? Ids.Number("prj_", about)
                ?? throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"'about' must be the id of an entity, observation, decision or project (ent_…, obs_…, dec_…, prj_…); got '{about}'."
                );

    private sealed record CorrectionRow(
        long Seq,
        long EntityNo,
        string Fields,
        string? Fragments,
        string? Actor,
        string? Reason,
        long RecordedAt
    )
    {
        /// <summary>Undeclared fields are shown beside the others: to whoever corrected them there was no difference.</summary>
        public DecisionRecord AsDecision() =>
            new(
                Seq,
                Correction,
                EntityNo,
                OtherNo: null,
                TargetSeq: null,
                Fragments is null
                    ? Fields
                    : FieldList
                        .From([
                            .. FieldList.Parse(Fields).Span,
                            .. Ledger.Fragments.Read(Fragments).Select(f => KeyValuePair.Create(f.Key, CanonicalJson.Of(f.Value.Value))),
                        ])
                        .ToJson(),
                Actor,
                Reason,
                RecordedAt
            );
    }

    private static AuditEntry Entry(DecisionRecord row, IReadOnlyDictionary<long, string> ids)
    {
        var token = row.Actor?.LastIndexOf(TokenMark, StringComparison.Ordinal) ?? -1;
        var (at, detail) = AdministrativeActions.Told(row);
        return new AuditEntry
        {
            Seq = row.Seq,
            At = at,
            Action = row.Kind,
            Id = row.Kind == Correction ? Ids.Observation(row.Seq) : Ids.Decision(row.Seq),
            Actor = token < 0 ? row.Actor : row.Actor![..token], // Not null: the mark was found in it.
            TokenId = token < 0 ? null : row.Actor![(token + 1)..],
            EntityId = row.EntityNo is { } entity ? ids.GetValueOrDefault(entity) : null,
            OtherId = row.OtherNo is { } other ? ids.GetValueOrDefault(other) : null,
            Target = row.TargetSeq,
            Reason = row.Reason,
            Detail = detail,
        };
    }
}

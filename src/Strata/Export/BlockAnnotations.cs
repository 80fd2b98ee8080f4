using Strata.Database;
using Strata.Findings;
using Strata.Ledger;
using Strata.Review;
using Strata.Schemas;

namespace Strata.Export;

/// <summary>What annotation schemas say of blocks: what stands, and what is staged.</summary>
internal sealed class BlockAnnotations(EntityRows entities)
{
    /// <param name="Fields">Values by schema.</param>
    /// <param name="Provenance">By schema and field, as JSON; null if it was not asked for.</param>
    internal sealed record OfBlock(SortedDictionary<string, FieldList> Fields, string? Provenance);

    /// <summary>Returns what stands at the point about the blocks of a range, by block.</summary>
    public async Task<IReadOnlyDictionary<long, OfBlock>> StandingAsync(
        UserConnection connection,
        long documentNo,
        (long First, long Last) blocks,
        ReadPoint point,
        bool withProvenance
    )
    {
        var schemas = point.Schemas.All.Where(s => s.Kind == SchemaKind.Annotation).Select(s => s.EntityType).ToList();
        if (schemas.Count == 0)
        {
            return new Dictionary<long, OfBlock>();
        }
        var stated = await connection.QueryAsync<Stated>(
            """
            select distinct o.block, o.entity_no from observations o
            join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
            where o.user_id = @user and o.document_no = @documentNo and o.block >= @first and o.block <= @last and o.seq <= @seq
              and e.entity_type IN_LIST(@schemas)
            order by o.block, o.entity_no
            """,
            new
            {
                documentNo,
                first = blocks.First,
                last = blocks.Last,
                seq = point.Seq,
                schemas,
            }
        );
        var records = await EntityRecords.ByNoAsync(connection, [.. stated.Select(s => s.EntityNo).Distinct()]);
        var standing = await entities.StandingAsync(
            connection,
            [.. records.Values.OrderBy(r => r.EntityNo)],
            point,
            changedAfter: null,
            withProvenance
        );
        var rows = standing.ToDictionary(r => r.Record.EntityNo);
        var found = new Dictionary<long, OfBlock>();
        foreach (var block in stated.GroupBy(s => s.Block))
        {
            var fields = new SortedDictionary<string, FieldList>(StringComparer.Ordinal);
            var trails = new List<KeyValuePair<string, string>>();
            foreach (var row in block.Select(s => rows.GetValueOrDefault(s.EntityNo)).OfType<EntityRow>())
            {
                if (fields.TryAdd(row.Record.EntityType, row.Fields) && row.Provenance is { } provenance)
                {
                    trails.Add(new(row.Record.EntityType, provenance));
                }
            }
            if (fields.Count > 0)
            {
                found[block.Key] = new(fields, trails.Count == 0 ? null : FieldList.From(trails).ToJson());
            }
        }
        return found;
    }

    /// <summary>Returns the findings about the blocks of a range that nobody had decided about, by block, as JSON.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> StagedAsync(
        UserConnection connection,
        long sourceNo,
        long documentNo,
        (long First, long Last) blocks,
        long seq
    )
    {
        var rows = await connection.QueryAsync<FindingRecord>(
            $"""
            select {FindingRecord.Columns} from findings f
            where f.user_id = @user and f.source_no = @sourceNo and f.document_no = @documentNo and f.block >= @first and f.block <= @last
              and f.finding_no <= @knownAt and {FindingStates.Then} = 'staged'
            order by f.block, f.finding_no
            """,
            new
            {
                sourceNo,
                documentNo,
                first = blocks.First,
                last = blocks.Last,
                knownAt = seq,
            }
        );
        return rows.GroupBy(f => f.Block).ToDictionary(g => g.Key, g => $"[{string.Join(',', g.Select(Json))}]");
    }

    private static string Json(FindingRecord finding)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("admission", JsonText.String(finding.Admission)),
            new("confidence", JsonSerializer.Serialize(finding.Confidence)),
            new("entity_type", JsonText.String(finding.EntityType)),
            new("field", JsonText.String(finding.Field)),
            new("finding_id", JsonText.String(Ids.Finding(finding.FindingNo))),
            new("run_id", JsonText.String(Ids.Run(finding.RunNo))),
            new("value", finding.Value),
        ];
        if (finding.Quote is { } quote)
        {
            fields.Add(new("quote", JsonText.String(quote)));
        }
        if (finding.Range is { } at)
        {
            fields.Add(new("locator", string.Create(CultureInfo.InvariantCulture, $"{{\"length\":{at.Length},\"start\":{at.Start}}}")));
        }
        if (finding.Remark is { } remark)
        {
            fields.Add(new("remark", JsonText.String(remark)));
        }
        return FieldList.From(fields).ToJson();
    }

    private sealed record Stated(long Block, long EntityNo);
}

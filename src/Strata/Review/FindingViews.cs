using Strata.Database;
using Strata.Findings;
using Strata.Ledger;
using Strata.Review.Calibrating;
using Strata.Schemas;

namespace Strata.Review;

/// <summary>Findings as callers see them: with ids, who decided, and the entity that each would join.</summary>
internal static class FindingViews
{
    /// <param name="knownAt">The ledger position of the findings' states; null: now.</param>
    /// <param name="calibration">Null: confidences are shown as they are.</param>
    public static async Task<IReadOnlyList<FindingView>> OfAsync(
        UserConnection connection,
        SchemaSet schemas,
        IReadOnlyList<FindingRecord> findings,
        long? knownAt = null,
        Calibration? calibration = null
    )
    {
        if (findings.Count == 0)
        {
            return [];
        }
        var sources = await NamedAsync(
            connection,
            "select source_no as no, source_id as id, file_name as name from sources where user_id = @user and source_no IN_LIST(@nos)",
            findings.Select(f => f.SourceNo)
        );
        var documents = await NamedAsync(
            connection,
            "select document_no as no, document_id as id, title as name from documents where user_id = @user and document_no IN_LIST(@nos)",
            findings.Select(f => f.DocumentNo)
        );
        var decisions = (
            await connection.QueryAsync<DecisionRecord>(
                $"select {DecisionRecord.Columns} from decisions where user_id = @user and seq IN_LIST(@nos)",
                new { nos = findings.Select(f => f.StateSeq).Distinct().ToList() }
            )
        ).ToDictionary(d => d.Seq);
        var earlier = await FindingFollows.ViewsAsync(connection, findings.Select(f => f.FindingNo), knownAt);
        var joins = await JoinsAsync(connection, schemas, [.. findings.Select(f => f.SubjectNo).Distinct()]);
        return
        [
            .. findings.Select(f =>
            {
                var decision = decisions.GetValueOrDefault(f.StateSeq);
                return new FindingView
                {
                    FindingId = Ids.Finding(f.FindingNo),
                    SubjectId = Ids.Subject(f.SubjectNo),
                    RunId = Ids.Run(f.RunNo),
                    SourceId = sources.Or(f.SourceNo, MissingRow.Source).Id,
                    FileName = sources.Or(f.SourceNo, MissingRow.Source).Name,
                    DocumentId = documents.TryGetValue(f.DocumentNo, out var document) ? document.Id : "",
                    Block = f.Block,
                    BlockType = f.BlockType,
                    EntityType = f.EntityType,
                    Field = f.Field,
                    Value = JsonText.Element(f.Value),
                    Quote = f.Quote,
                    Locator = f.Range is { } range ? new ByteLocator(range.Start, range.Length) : null,
                    Confidence = Math.Round(f.Confidence, 4),
                    Calibrated = f.IsConfirmable ? calibration?.Of(f.EntityType, f.Field, f.Confidence) : null,
                    Remark = f.Remark,
                    Admission = EnumNames.Parse<Admission>(f.Admission),
                    State = EnumNames.Parse<ReviewState>(f.Review),
                    Reviewed = f.Reviewed is { } reviewed ? JsonText.Element(reviewed) : null,
                    Revision = f.ReviewSeq,
                    ReviewedBy = decision?.Actor,
                    ReviewedAt = decision is null ? null : UnixTime.Time(decision.RecordedAt),
                    Reason = decision?.Reason,
                    Assignee = f.Assignee,
                    Joins = joins.GetValueOrDefault(f.SubjectNo),
                    Earlier = earlier.GetValueOrDefault(f.FindingNo),
                };
            }),
        ];
    }

    /// <summary>Returns the entities that subjects belong to, or would if they were confirmed; those that would be new have none.</summary>
    private static async Task<IReadOnlyDictionary<long, JoinedEntity>> JoinsAsync(
        UserConnection connection,
        SchemaSet schemas,
        List<long> subjectNos
    )
    {
        var subjects = await connection.QueryAsync<SubjectRecord>(
            $"select {SubjectRecord.Columns} from finding_subjects where user_id = @user and subject_no IN_LIST(@subjectNos)",
            new { subjectNos }
        );
        var fields = (
            await connection.QueryAsync<FindingRecord>(
                $"select {FindingRecord.Columns} from findings where user_id = @user and subject_no IN_LIST(@subjectNos) and review <> 'rejected' order by finding_no",
                new { subjectNos }
            )
        ).ToLookup(f => f.SubjectNo);
        var keys = subjects.ToDictionary(s => s.SubjectNo, s => KeysOf(s, [.. fields[s.SubjectNo]], schemas));
        var owners = (
            await connection.QueryAsync<KeyRow>(
                "select key, entity_no from entity_keys where user_id = @user and key IN_LIST(@all)",
                new { all = keys.Values.SelectMany(k => k).Distinct(StringComparer.Ordinal).ToList() }
            )
        ).ToDictionary(k => k.Key, k => k.EntityNo, StringComparer.Ordinal);
        var stated = (
            await connection.QueryAsync<StatedRow>(
                "select seq, entity_no from observations where user_id = @user and seq IN_LIST(@seqs)",
                new { seqs = subjects.Select(s => s.ConfirmedSeq ?? s.CorrectedSeq).OfType<long>().ToList() }
            )
        ).ToDictionary(o => o.Seq, o => o.EntityNo);
        var numbers = new Dictionary<long, long>();
        foreach (var subject in subjects)
        {
            if (
                stated.TryGetValue(subject.ConfirmedSeq ?? subject.CorrectedSeq ?? 0, out var no)
                || (keys[subject.SubjectNo].FirstOrDefault(owners.ContainsKey) is { } key && owners.TryGetValue(key, out no))
            )
            {
                numbers[subject.SubjectNo] = no;
            }
        }
        var entities = (
            await connection.QueryAsync<EntityRow>(
                """
                select e.entity_no, r.entity_id, r.entity_type, r.fields from entities e
                join entities r on r.user_id = e.user_id and r.entity_no = e.root_no
                where e.user_id = @user and e.entity_no IN_LIST(@nos)
                """,
                new { nos = numbers.Values.Distinct().ToList() }
            )
        ).ToDictionary(
            e => e.EntityNo,
            e => new JoinedEntity(e.EntityId, schemas.Find(e.EntityType)?.TitleOf(FieldList.Parse(e.Fields).ToElements()))
        );
        return numbers.Where(n => entities.ContainsKey(n.Value)).ToDictionary(n => n.Key, n => entities[n.Value]);
    }

    private static IReadOnlyList<string> KeysOf(SubjectRecord subject, IReadOnlyList<FindingRecord> findings, SchemaSet schemas)
    {
        if (schemas.Find(subject.EntityType) is not { } schema)
        {
            return [];
        }
        var fields = FieldList.From(
            findings
                .Where(f => f.IsConfirmable || f.Reviewed is not null)
                .Select(f => KeyValuePair.Create(f.Field, f.Reviewed ?? f.Value))
                .Where(f => f.Value != "null")
        );
        var keys = EntityKeys.Of(schema, fields, subject.Repeats, subject.Origin);
        return keys.Count > 0 ? [.. keys.Select(k => k.Key)]
            : subject.Place is { } place ? [EntityKeys.OfPlace(schema, place).Key]
            : [];
    }

    private static async Task<IReadOnlyDictionary<long, NamedRow>> NamedAsync(
        UserConnection connection,
        string sql,
        IEnumerable<long> nos
    ) => (await connection.QueryAsync<NamedRow>(sql, new { nos = nos.Distinct().ToList() })).ToDictionary(r => r.No);

    private sealed record NamedRow(long No, string Id, string? Name);

    private sealed record KeyRow(string Key, long EntityNo);

    private sealed record StatedRow(long Seq, long EntityNo);

    private sealed record EntityRow(long EntityNo, string EntityId, string EntityType, string Fields);
}

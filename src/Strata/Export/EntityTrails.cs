using Strata.Database;
using Strata.Documents;
using Strata.Ledger;

namespace Strata.Export;

/// <summary>
/// Where the values of many entities come from: observation, source, run and place, with the text that was read there. Sources are not
/// opened, as <c>verify</c> compares those texts with the bytes.
/// </summary>
internal static class EntityTrails
{
    /// <summary>Returns for each entity, by number, its fields with what they come from, as JSON.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> OfAsync(
        UserConnection connection,
        IReadOnlyList<(EntityRecord Record, Snapshot Snapshot)> entities
    )
    {
        var seqs = entities.SelectMany(e => e.Snapshot.Fields.Values.SelectMany(SeqsOf)).Distinct().ToList();
        var observations = await ObservationReader.AtAsync(connection, seqs);
        var sources = await IdsAsync<SourceId>(
            connection,
            "select source_no as no, source_id as id from sources where user_id = @user and source_no IN_LIST(@nos)",
            observations.Values.Select(o => o.SourceNo)
        );
        var documents = await IdsAsync<DocumentId>(
            connection,
            "select document_no as no, document_id as id, is_rendered from documents where user_id = @user and document_no IN_LIST(@nos)",
            observations.Values.Select(o => o.DocumentNo)
        );
        var sourceIds = sources.ToDictionary(s => s.No, s => s.Id);
        var documentIds = documents.ToDictionary(d => d.No);
        var read = new Dictionary<long, IReadOnlyList<FieldEvidence>>();
        return entities.ToDictionary(
            e => e.Record.EntityNo,
            e =>
                FieldList
                    .From(
                        e.Snapshot.Fields.Where(f => f.Value.Json != JsonText.Null)
                            .Select(f => KeyValuePair.Create(f.Key, Of(f.Key, f.Value)))
                    )
                    .ToJson()
        );

        string Of(string field, FieldState state)
        {
            var several = SeqsOf(state).Distinct().ToList();
            return several is [var one] ? Stated(field, one) : $"[{string.Join(',', several.Select(seq => Stated(field, seq)))}]";
        }

        string Stated(string field, long seq)
        {
            var observation = observations.Or(seq, MissingRow.Observation);
            if (!read.TryGetValue(seq, out var evidence))
            {
                read[seq] = evidence = Evidence.Read(observation.Evidence, FieldList.Parse(observation.Fields));
            }
            List<KeyValuePair<string, string>> stated =
            [
                new("class", JsonText.String(((ObservationClass)observation.Class).Name())),
                new("observation_id", JsonText.String(Ids.Observation(seq))),
                new("observed_at", JsonText.String(UtcText.Of(observation.ObservedAt))),
            ];
            Add("actor", observation.Actor);
            Add("run_id", observation.RunNo is { } run ? Ids.Run(run) : null);
            Add("source_id", observation.SourceNo is { } no ? sourceIds.GetValueOrDefault(no) : null);
            var document = observation.DocumentNo is { } documentNo ? documentIds.GetValueOrDefault(documentNo) : null;
            Add("document_id", document?.Id);
            if (document is not null && observation.Block is { } block)
            {
                stated.Add(new("block", block.ToString(CultureInfo.InvariantCulture)));
            }
            // The last place is that of the value itself.
            if (evidence.LastOrDefault(e => e.Field == field) is { Field: not null } at)
            {
                stated.Add(
                    new(
                        "locator",
                        string.Create(CultureInfo.InvariantCulture, $"{{\"length\":{at.Range.Length},\"start\":{at.Range.Start}}}")
                    )
                );
                Add("locator_in", document is { IsRendered: 1 } ? DocumentRecord.InText : DocumentRecord.InSource);
                Add("quote", at.Raw);
            }
            return FieldList.From(stated).ToJson();

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    stated.Add(new(name, JsonText.String(value)));
                }
            }
        }
    }

    private static IEnumerable<long> SeqsOf(FieldState state) => state.Items?.Select(i => i.First.Seq) ?? [state.Stamp.Seq];

    private static async Task<IReadOnlyList<T>> IdsAsync<T>(UserConnection connection, string sql, IEnumerable<long?> numbers)
    {
        var nos = numbers.OfType<long>().Distinct().ToList();
        return nos.Count == 0 ? [] : await connection.QueryAsync<T>(sql, new { nos });
    }

    private sealed record SourceId(long No, string Id);

    private sealed record DocumentId(long No, string Id, long IsRendered);
}

using Strata.Testing;

namespace Strata.Properties;

/// <summary>
/// Does at random to a handful of parts whatever can be done: states and reads them, corrects, retracts, merges, deletes, relates, and
/// changes their schema. What is refused is refused; there is enough left.
/// </summary>
internal sealed class PartStore(TestStore store, Random random)
{
    public const string Type = "part";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string[] Variants = ["highest_priority", "last_write", "most_specific"];

    private readonly List<string> _undoable = [];
    private readonly List<string> _sources = [];
    private int _registered;

    public static readonly string[] Codes = ["p-1", "p-2", "p-3", "p-4", "p-5"];
    public static readonly string[] Names = ["Axle", "axle", "Bolt", "Crank", "Dowel pin"];

    /// <summary>Of every part that was ever heard of.</summary>
    public SortedSet<string> Ids { get; } = new(StringComparer.Ordinal);

    public async Task RegisterAsync(string strategy)
    {
        var colour = _registered++ % 2 == 0 ? "" : """, "colour": { "type": "string" }""";
        await store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = Type,
                Schema = JsonDocument
                    .Parse(
                        $$"""
                        {
                          "type": "object",
                          "x-strata": {
                            "identity": [["code"], ["name", "made"]], "title": ["name"],
                            "strategy": { "name": "{{strategy}}", "price": "{{strategy}}", "tags": "merge_array" }
                          },
                          "properties": {
                            "code": { "type": "string" },
                            "name": { "type": ["string", "null"] },
                            "made": { "type": ["string", "null"], "format": "date", "x-strata": { "temporal": true } },
                            "price": { "type": ["number", "null"] },
                            "tags": { "type": ["array", "null"], "items": { "type": "string" } },
                            "goes_into": { "type": ["string", "null"], "x-strata": { "references": { "entity_type": "part", "relationship": "goes_into" } } }
                            {{colour}}
                          }
                        }
                        """
                    )
                    .RootElement,
            },
            None
        );
    }

    public async Task StepAsync()
    {
        store.Time.Advance(TimeSpan.FromSeconds(1));
        try
        {
            await DoAsync(random.Next(20));
        }
        catch (StrataException e) when (e.Code is not (ErrorCode.StoragePending or ErrorCode.InterpretationFailed))
        {
            // Merged already, deleted, nothing to undo: the next step finds something else.
        }
    }

    private async Task DoAsync(int what)
    {
        switch (what)
        {
            case < 6:
                var stored = await store.Alice.StoreManyAsync(
                    [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (Type, Json(Fields(nulls: true))))],
                    Time()
                );
                Ids.UnionWith(stored.Entities.Select(e => e.EntityId));
                _undoable.AddRange(stored.Entities.Select(e => e.ObservationId));
                break;
            case < 9:
                var name = $"{random.Next(1000)}.json";
                var records = string.Join(",\n", Enumerable.Range(0, 3).Select(_ => Json(Fields(nulls: false))));
                var asked = new IngestRequest { EntityType = Type, ObservedAt = Say.At(Time()) };
                Took(await store.Alice.IngestAsync(name, $"[{records}]", asked));
                break;
            case 9 when _sources.Count > 0:
                Took(
                    await store.Alice.Sources.ReinterpretAsync(
                        new()
                        {
                            SourceId = Of(_sources),
                            EntityType = Type,
                            DayFirst = random.Next(2) == 0,
                        },
                        null,
                        None
                    )
                );
                break;
            case < 12:
                Did(
                    await store.Alice.Decisions.CorrectAsync(
                        Of(Ids),
                        new CorrectRequest { Fields = Say.Fields(Json(Fields(nulls: true))), ObservedAt = Say.At(Time()) },
                        None
                    )
                );
                break;
            case < 14:
                Did(await store.Alice.RetractAsync(Of(_undoable)));
                break;
            case < 16:
                Did(await store.Alice.MergeAsync(Of(Ids), Of(Ids)));
                break;
            case 16:
                Did(await store.Alice.UnmergeAsync(Of(Ids)));
                break;
            case 17:
                Did(await store.Alice.DeleteAsync(Of(Ids)));
                break;
            case 18:
                Did(await store.Alice.RestoreAsync(Of(Ids)));
                break;
            default:
                if (random.Next(2) == 0)
                {
                    await RegisterAsync(Of(Variants));
                }
                else
                {
                    var related = await store.Alice.Decisions.RelateAsync(
                        new RelateRequest
                        {
                            From = Of(Ids),
                            To = Of(Ids),
                            Type = "beside",
                        },
                        None
                    );
                    _undoable.Add(related.RelationshipId);
                }
                break;
        }
    }

    private void Did(DecisionResult decision) => _undoable.Add(decision.Id);

    private void Took(IngestResult ingested)
    {
        _sources.Add(ingested.SourceId);
        Ids.UnionWith(ingested.Run?.Entities.Select(e => e.EntityId) ?? []);
    }

    private Dictionary<string, string> Fields(bool nulls)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Maybe("code", () => $"\"{Of(Codes)}\"", never: nulls);
        Maybe("name", () => $"\"{Of(Names)}\"");
        Maybe("made", () => $"\"2026-01-0{random.Next(1, 4)}\"");
        Maybe("price", () => random.Next(1, 5).ToString(CultureInfo.InvariantCulture));
        Maybe("tags", () => $"[\"{(char)('a' + random.Next(4))}\",\"{(char)('a' + random.Next(4))}\"]");
        Maybe("goes_into", () => $"\"{Of(Codes)}\"");
        Maybe("colour", () => $"\"colour {random.Next(3)}\"", never: true);
        return fields.Count > 0 ? fields : new() { ["code"] = $"\"{Of(Codes)}\"" };

        void Maybe(string name, Func<string> value, bool never = false)
        {
            if (random.Next(2) == 0)
            {
                fields[name] = nulls && !never && random.Next(6) == 0 ? "null" : value();
            }
        }
    }

    private static string Json(Dictionary<string, string> fields) => ThingSchema.Json(fields);

    private string Time() => $"2026-02-0{random.Next(1, 5)}T{random.Next(10, 23)}:00:00Z";

    private T Of<T>(IReadOnlyCollection<T> all) =>
        all.Count > 0 ? all.ElementAt(random.Next(all.Count)) : throw new StrataException(ErrorCode.EntityNotFound, "Nothing there yet.");
}

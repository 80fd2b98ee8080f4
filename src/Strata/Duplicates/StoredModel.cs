using System.Text.Json.Serialization;
using Strata.Duplicates.Matching;
using Strata.Schemas;

namespace Strata.Duplicates;

/// <summary>A fitted model as stored: enough to weigh a new record without the records it was fitted to.</summary>
internal sealed record StoredModel
{
    /// <summary>Incremented when words are read or keys are made differently, so that stored keys match nothing.</summary>
    private const int CurrentForm = 1;

    /// <summary>How its words were read; 0 for models from before sizes ("M6x20") were.</summary>
    public int Form { get; init; }

    public required IReadOnlyList<FieldPlan> Plans { get; init; }
    public required double Prior { get; init; }
    public required bool OnePartner { get; init; }
    public required IReadOnlyList<StoredField> Fields { get; init; }
    public string[]? Swap { get; init; }

    /// <summary>What related things look like; null if none were found or the model is older than that.</summary>
    public StoredRelated? Related { get; init; }

    /// <summary>Most records that one key may bring together, and how keys are cut into ranges.</summary>
    public required int Limit { get; init; }
    public required int BucketBits { get; init; }

    /// <summary>Keys that more records have are counted but not listed; null for 20,000, as in older models.</summary>
    public int? MaxListed { get; init; }

    /// <summary>Fields that told entities apart, with their days; null if none did.</summary>
    public IReadOnlyList<string>? ToldApartBy { get; init; }

    [JsonIgnore]
    public int Listed => MaxListed ?? 20_000;

    public static StoredModel Of(Linkage linkage, SchemaDefinition type, int bucketBits) =>
        new()
        {
            Form = CurrentForm,
            Plans = linkage.Plans,
            Prior = linkage.Model.Prior,
            OnePartner = linkage.Model.Rivalry.Any,
            Fields =
            [
                .. linkage.Comparisons.Select(
                    (c, f) =>
                        StoredField.Of(c, linkage.Model.Fields[f], linkage.Model.Redundancy.Parents[f]) with
                        {
                            Moves = [.. linkage.Model.Moves.Fields[f].Select(m => new StoredCorrelation(m.With, m.Bits))],
                        }
                ),
            ],
            Related = linkage.Model.Related is { } related ? new StoredRelated(related.Odds, [.. related.Levels]) : null,
            Swap = linkage.Comparisons.OfType<NameComparison>().FirstOrDefault(n => n.SwapsWith is not null)
                is { SwapsWith: { } other } first
                ? [first.Field, other]
                : null,
            Limit = linkage.BlockLimit,
            BucketBits = bucketBits,
            MaxListed = KeyIndex.MaxLength,
            ToldApartBy = Distinguishing(type) is { Count: > 0 } fields ? fields : null,
        };

    /// <summary>Whether words are still read, and entities still told apart by the schema, as when the model was fitted.</summary>
    public bool IsFor(SchemaDefinition type) =>
        Form == CurrentForm && Distinguishing(type).SequenceEqual(ToldApartBy ?? [], StringComparer.Ordinal);

    private static List<string> Distinguishing(SchemaDefinition type) =>
        [
            .. type
                .FieldOrder.Select(f => type.Fields[f])
                .Where(f => f.Distinguishes is not null)
                .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name}:{f.Distinguishes?.Days}")),
        ];

    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Default.StoredModel);

    public static StoredModel Parse(string json) =>
        JsonSerializer.Deserialize(json, ModelJson.Default.StoredModel) ?? throw new InvalidDataException("A stored model is empty.");

    /// <summary>Builds the comparisons of a few records, with frequencies from the model.</summary>
    public Comparison[] Compare(RecordTable table) =>
        Comparisons.Build(
            table,
            Plans,
            _known ??= Plans.Select((p, i) => (p.Field, Fields[i].Known)).ToDictionary(f => f.Field, f => f.Known, StringComparer.Ordinal),
            Swap is [var a, var b] ? (a, b) : null
        );

    /// <summary>Returns the model for comparisons that <see cref="Compare"/> built, of the first record with the others.</summary>
    public MatchModel For(Comparison[] comparisons)
    {
        FieldModel[] fields = [.. Fields.Select((f, i) => f.For(comparisons[i]))];
        return new(Prior, fields)
        {
            Moves = new CorrelatedChanges(
                [.. Fields.Select(f => (IReadOnlyList<(int, double)>)[.. (f.Moves ?? []).Select(m => (m.With, m.Bits))])],
                [.. fields.Select(f => f.Different)]
            ),
            Related = Related is { } related ? new RelatedClass(related.Odds, related.Levels, fields) : null,
            Rivalry = OnePartner ? OneToOneConstraint.Both : OneToOneConstraint.None,
            Redundancy = new Redundancy([
                .. Fields.Select(f => (IReadOnlyList<(int, double[])>)[.. f.Repeats.Select(r => (r.Parent, r.Bits))]),
            ]),
        };
    }

    private Dictionary<string, Frequencies>? _known;
}

internal sealed record StoredPairing(string A, string B, double Weight);

internal sealed record StoredCorrelation(int With, double Bits);

internal sealed record StoredRelated(double Odds, double[][] Levels);

internal sealed record StoredRepeat(int Parent, double[] Bits);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredModel))]
internal sealed partial class ModelJson : JsonSerializerContext;

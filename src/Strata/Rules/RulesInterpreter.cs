using System.Text.Json.Nodes;
using Strata.Interpretation;
using Strata.Rules.Records;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules;

/// <summary>
/// The deterministic interpreter: reads records and labelled values by names, aliases and kinds that schemas declare, and nothing else.
/// The same blocks, schemas and options always give the same findings.
/// </summary>
internal static class RulesInterpreter
{
    public const string Name = "rules";

    /// <summary>Rises whenever the same input could give other findings.</summary>
    public const int Version = 17;

    /// <param name="schemas">The active schema of every type, <c>generic</c> among them.</param>
    /// <param name="fileName">May speak for a type (see <see cref="SchemaChooser"/>); null where there is none.</param>
    /// <param name="slice">The source's decoded text at a range.</param>
    public static RulesSession Start(
        IReadOnlyList<SchemaDefinition> schemas,
        RulesOptions options,
        ParsedDocument document,
        string? fileName,
        Func<ByteRange, string> slice
    ) =>
        new(
            schemas,
            options,
            document,
            fileName,
            new InterpretedText(document.Encoding, slice)
            {
                HasTags = document.Facts.ContainsKey(ParsedDocument.MarkupFact),
                NameRanges = document.NameRanges,
            }
        );

    /// <summary>Everything that the findings depend on besides the blocks: what a run keeps of its interpreter.</summary>
    public static JsonElement Configuration(IReadOnlyList<SchemaDefinition> schemas, RulesOptions options)
    {
        var versions = new JsonArray();
        foreach (var schema in schemas.OrderBy(s => s.EntityType, StringComparer.Ordinal))
        {
            versions.Add(
                new JsonObject
                {
                    ["entity_type"] = schema.EntityType,
                    ["version"] = schema.Version,
                    ["hash"] = schema.Hash,
                }
            );
        }

        var configuration = new JsonObject
        {
            ["interpreter"] = Name,
            ["version"] = Version,
            ["options"] = new JsonObject
            {
                ["entity_type"] = options.EntityType,
                ["day_first"] = options.DayFirst,
                ["header"] = options.Header,
                ["sample_size"] = options.SampleSize,
            },
            ["schemas"] = versions,
        };
        if (options.Charset is { } charset)
        {
            configuration["charset"] = charset;
        }
        if (options.Ocr)
        {
            configuration["ocr"] = true;
        }
        if (options.OcrLanguage is { } language)
        {
            configuration["ocr_language"] = language;
        }
        if (options.ObservedAt is { } observedAt)
        {
            configuration["observed_at"] = observedAt.ToUniversalTime();
        }

        using var json = JsonDocument.Parse(configuration.ToJsonString());
        return json.RootElement.Clone();
    }

    /// <summary>The options that such a configuration was made of.</summary>
    public static RulesOptions OptionsOf(string configuration)
    {
        using var json = JsonDocument.Parse(configuration);
        var options = json.RootElement.GetProperty("options");
        return new RulesOptions
        {
            EntityType = options.GetProperty("entity_type").GetString(),
            DayFirst = Flag("day_first"),
            Header = Flag("header"),
            SampleSize = options.GetProperty("sample_size").GetInt32(),
            Charset = json.RootElement.TryGetProperty("charset", out var charset) ? charset.GetString() : null,
            Ocr = json.RootElement.TryGetProperty("ocr", out var ocr) && ocr.GetBoolean(),
            OcrLanguage = json.RootElement.TryGetProperty("ocr_language", out var language) ? language.GetString() : null,
            ObservedAt = json.RootElement.TryGetProperty("observed_at", out var at) ? at.GetDateTimeOffset() : null,
        };

        bool? Flag(string name) => options.GetProperty(name) is { ValueKind: not JsonValueKind.Null } flag ? flag.GetBoolean() : null;
    }
}

using System.Text.Json.Nodes;
using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>What the findings of a run depend on besides the blocks, as JSON: interpreter, options and schemas.</summary>
internal static class InterpretationConfiguration
{
    public static JsonElement Of(IInterpreter interpreter, IEnumerable<SchemaDefinition> schemas, InterpretationOptions options)
    {
        var versions = schemas
            .OrderBy(s => s.EntityType, StringComparer.Ordinal)
            .Select(s => new JsonObject
            {
                ["entity_type"] = s.EntityType,
                ["version"] = s.Version,
                ["hash"] = s.Hash,
            });
        var configuration = new JsonObject
        {
            ["interpreter"] = interpreter.Name,
            ["version"] = interpreter.Version,
            ["options"] = new JsonObject
            {
                ["entity_type"] = options.EntityType,
                ["day_first"] = options.DayFirst,
                ["header"] = options.Header,
                ["sample_size"] = options.SampleSize,
            },
            ["schemas"] = new JsonArray([.. versions]),
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
        if (options.Prompt is { } prompt)
        {
            configuration["prompt"] = JsonNode.Parse(prompt);
            configuration["prompt_hash"] = CanonicalJson.Hash(prompt);
        }
        if (options.Retry is { } retry)
        {
            configuration["retry"] = new JsonObject { ["run"] = Ids.Run(retry.RunNo), ["as_of"] = retry.AsOf };
        }
        if (options.Stage)
        {
            configuration["stage"] = true;
        }
        if (options.ObservedAt is { } observedAt)
        {
            configuration["observed_at"] = observedAt.ToUniversalTime();
        }
        return JsonElement.Parse(configuration.ToJsonString());
    }

    /// <summary>Returns the options of a stored configuration.</summary>
    public static InterpretationOptions OptionsOf(string configuration)
    {
        var json = JsonElement.Parse(configuration);
        var options = json.GetProperty("options");
        return new InterpretationOptions
        {
            EntityType = options.GetProperty("entity_type").GetString(),
            DayFirst = Flag("day_first"),
            Header = Flag("header"),
            SampleSize = options.GetProperty("sample_size").GetInt32(),
            Charset = json.TryGetProperty("charset", out var charset) ? charset.GetString() : null,
            Ocr = json.TryGetProperty("ocr", out var ocr) && ocr.GetBoolean(),
            OcrLanguage = json.TryGetProperty("ocr_language", out var language) ? language.GetString() : null,
            Interpreter = json.TryGetProperty("interpreter", out var name) ? name.GetString() : null,
            Stage = json.TryGetProperty("stage", out var stage) && stage.GetBoolean(),
            Prompt = json.TryGetProperty("prompt", out var prompt) ? CanonicalJson.Of(prompt) : null,
            Retry = json.TryGetProperty("retry", out var retry)
                ? new RetryOptions(
                    Ids.Number("run_", retry.GetProperty("run").GetString() ?? "") ?? 0,
                    retry.GetProperty("as_of").GetInt64()
                )
                : null,
            ObservedAt = json.TryGetProperty("observed_at", out var at) ? at.GetDateTimeOffset() : null,
        };

        bool? Flag(string name) => options.GetProperty(name) is { ValueKind: not JsonValueKind.Null } flag ? flag.GetBoolean() : null;
    }
}

using System.Text.Json.Serialization;

namespace Strata.Runs;

/// <summary>Payload of the job that executes a run.</summary>
internal sealed record RunJob(string RunId);

[JsonSerializable(typeof(RunJob))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class RunJobJson : JsonSerializerContext;

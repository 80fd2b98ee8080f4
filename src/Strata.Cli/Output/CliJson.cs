using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Strata.Cli.Accounts;
using Strata.Cli.Backup;
using Strata.Cli.Erasure;
using Strata.Cli.Export;
using Strata.Cli.Health;
using Strata.Cli.Operations;
using Strata.Duplicates.Evaluation;

namespace Strata.Cli.Output;

/// <summary>JSON shapes that only the command line prints, with the settings of <see cref="StrataJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(DoctorFinding))]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(ExportedFile))]
[JsonSerializable(typeof(ExportedFolder))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(UserJob))]
[JsonSerializable(typeof(JobsRetried))]
[JsonSerializable(typeof(OperationLine))]
[JsonSerializable(typeof(UserLine))]
[JsonSerializable(typeof(UserUsageLine))]
[JsonSerializable(typeof(ReceiptLine))]
[JsonSerializable(typeof(ReceivedBackup))]
[JsonSerializable(typeof(string))]
internal sealed partial class CliJson : JsonSerializerContext
{
    // Lazy, because the static Default of the generated part may be initialized after the fields of this part.
    public static JsonSerializerOptions Printed => field ??= Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(StrataJson.Options);
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(StrataJson.Options.TypeInfoResolver, Default);
        options.MakeReadOnly();
        return options;
    }
}

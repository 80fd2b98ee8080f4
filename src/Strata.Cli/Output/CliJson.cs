using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Strata.Cli.Accounts;
using Strata.Cli.Backup;
using Strata.Cli.Erasure;
using Strata.Cli.Health;
using Strata.Cli.Operations;
using Strata.Duplicates.Evaluation;

namespace Strata.Cli.Output;

/// <summary>The shapes that only the command line prints, written the way <see cref="StrataJson"/> writes all others.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(DoctorFinding))]
[JsonSerializable(typeof(EvaluationReport))]
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
    // Made when first asked for: Default, in the generated half, may be set after a field of this half.
    public static JsonSerializerOptions Printed => field ??= Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(StrataJson.Options);
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(StrataJson.Options.TypeInfoResolver, Default);
        options.MakeReadOnly();
        return options;
    }
}

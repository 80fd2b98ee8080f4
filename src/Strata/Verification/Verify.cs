using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Verification;

public sealed record Verify
{
    [Description("Also documents parsed again, and words of the index.")]
    public bool Deep { get; init; }
}

[JsonSerializable(typeof(Verify))]
internal sealed partial class VerifyShapes : JsonSerializerContext;

public static partial class VerificationModule
{
    public static readonly Operation<Verify, VerifyReport> Verify = new Operation<Verifier, Verify, VerifyReport>(
        "verify",
        "Re-reads every blob and quote, computes every entity again, and compares.",
        (verifier, request, context) => verifier.VerifyAsync(context.User, request.Deep, context.Progress, context.Cancellation)
    )
    {
        Cost = Cost.Expensive,
        ReportsProgress = true,
        OneAtATime = "A verification",
        Route = OperationRoute.Post("/verify") with { HasBody = false },
        Tool = new()
        {
            Profile = ToolProfile.Admin,
            Description = "Proves the memory: re-reads all bytes and quotes, computes every entity again, compares. May take long.",
            Shows = ["ok", "faults", "state_hash"],
        },
        Examples = ["""{}"""],
        Shapes = () => VerifyShapes.Default,
    };
}

public partial record struct VerificationArea
{
    public Task<VerifyReport> VerifyAsync(IProgress<Progress>? progress, CancellationToken ct) => VerifyAsync(deep: false, progress, ct);

    /// <param name="deep">
    /// Whether to parse sources with rendered text again and compare the texts, and to compare the search terms of entities with their
    /// fields.
    /// </param>
    public Task<VerifyReport> VerifyAsync(bool deep, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(VerificationModule.Verify, new() { Deep = deep }, progress, ct);
}

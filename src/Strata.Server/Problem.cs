namespace Strata.Server;

/// <summary>
/// A refusal as RFC 9457 problem details. <see cref="Code"/> is the stable part that programs go by;
/// it is left out where no code fits: an unknown address, a wrong method, a defect of ours.
/// </summary>
internal sealed record Problem
{
    /// <summary><c>urn:strata:error:CODE</c>, or <c>about:blank</c>.</summary>
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }
    public string? Code { get; init; }
    public IReadOnlyList<Fault>? Faults { get; init; }

    /// <summary>Names the request in the server's log.</summary>
    public string? TraceId { get; init; }
}

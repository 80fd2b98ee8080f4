namespace Strata.Cli.Health;

/// <summary>One thing that <c>strata doctor</c> looked at.</summary>
/// <param name="Advice">What to do where it is not well.</param>
internal sealed record DoctorFinding(string Name, bool Ok, string Detail, string? Advice = null);

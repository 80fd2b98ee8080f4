namespace Strata.Cli.Health;

/// <summary>One check of <c>strata doctor</c>.</summary>
/// <param name="Advice">What to do if the check fails.</param>
internal sealed record DoctorFinding(string Name, bool Ok, string Detail, string? Advice = null);

namespace Strata.Operations;

/// <summary>How REST answers with one result.</summary>
/// <param name="Location">Below <c>/api/v1</c>; null: none.</param>
public readonly record struct OperationAnswer(int Status, string? Location = null);

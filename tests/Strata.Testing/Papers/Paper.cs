namespace Strata.Testing.Papers;

/// <summary>A paper of the labelled set: its text, and what is true of it.</summary>
/// <param name="Family">The layout it was made by; the halves of the set share none.</param>
/// <param name="Truth">
/// Values by field, in the words of <c>invoice</c>; each of them is right. A field that is missing here has no value on the paper.
/// </param>
public sealed record Paper(
    string Family,
    int Seed,
    string MediaType,
    string Text,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Truth
);

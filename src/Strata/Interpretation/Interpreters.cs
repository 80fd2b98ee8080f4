namespace Strata.Interpretation;

/// <summary>The program's interpreters.</summary>
/// <param name="all">The first is the default.</param>
internal sealed class Interpreters(params IInterpreter[] all)
{
    public IInterpreter Default => all[0];

    /// <summary>Returns the interpreter that a request names; the default for null.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public IInterpreter Asked(string? name) =>
        name is null
            ? Default
            : Array.Find(all, i => i.Name == name)
                ?? throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"There is no interpreter '{name}', only {string.Join(", ", all.Select(i => $"'{i.Name}'"))}."
                );

    /// <exception cref="StrataException">INTERPRETATION_FAILED: the program has no interpreter of that name.</exception>
    public IInterpreter Get(string name) =>
        Array.Find(all, i => i.Name == name)
        ?? throw new StrataException(
            ErrorCode.InterpretationFailed,
            $"This program has no interpreter '{name}', only {string.Join(", ", all.Select(i => $"'{i.Name}'"))}."
        );
}

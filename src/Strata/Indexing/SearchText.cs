namespace Strata.Indexing;

/// <summary>One searchable value, tokenized once.</summary>
/// <param name="IsName">Whether it names its owner.</param>
/// <param name="Field">Name of the field; null for blocks.</param>
internal sealed record SearchText(string Text, bool IsName, string? Field = null)
{
    private List<Token>? _tokens;

    public IReadOnlyList<Token> Tokens => _tokens ??= Indexing.Tokens.Of(Text);
}

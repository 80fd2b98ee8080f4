namespace Strata.Indexing;

/// <summary>One value that can be searched, cut into tokens once.</summary>
/// <param name="IsName">Whether it is what its owner is called.</param>
internal sealed record SearchText(string Text, bool IsName)
{
    private List<Token>? _tokens;

    public IReadOnlyList<Token> Tokens => _tokens ??= Indexing.Tokens.Of(Text);
}

using Strata.Operations;

namespace Strata.Accounts;

/// <summary>
/// A user's own tokens. Not offered as MCP tools: an agent reads text by others, and nothing it can be talked into may outlast its own
/// token.
/// </summary>
public static partial class TokensModule
{
    internal static readonly StoredTable[] Tables = [StoredTable.LeftOut("tokens", "who may come in there is decided there")];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="TokensModule"/>
        public TokensArea Tokens => new(strata);
    }
}

/// <inheritdoc cref="TokensModule"/>
public readonly partial record struct TokensArea(IStrata Strata);

/// <param name="by">Returns the directory that records an actor.</param>
internal sealed class TokenService(Func<string, UserDirectory> by)
{
    public UserDirectory By(OperationContext context) => by(context.Actor);
}

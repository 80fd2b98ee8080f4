using Strata.Operations;

namespace Strata.Accounts;

/// <summary>
/// All users of a store, for its operators: who they are, how much they use and on which plan; nothing of what they keep. Not offered as MCP
/// tools, as tokens aren't.
/// </summary>
public static partial class UsersModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="UsersModule"/>
        public UsersArea Users => new(strata);
    }
}

/// <inheritdoc cref="UsersModule"/>
public readonly partial record struct UsersArea(IStrata Strata);

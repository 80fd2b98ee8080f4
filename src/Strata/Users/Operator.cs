namespace Strata.Users;

/// <summary>Whom administrative actions are signed with where nobody is named: whoever runs the command line on the store's own machine.</summary>
internal static class Operator
{
    public const string Name = "operator";
}

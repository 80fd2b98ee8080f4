using System.Reflection;

namespace Strata.Foundation;

/// <summary>What this program was built from.</summary>
internal static class ProgramBuild
{
    /// <summary>The commit; null if the build didn't know it.</summary>
    public static readonly string? Commit = typeof(ProgramBuild)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
        ?.InformationalVersion.Split('+')
        is [_, var commit, ..]
        ? commit
        : null;
}

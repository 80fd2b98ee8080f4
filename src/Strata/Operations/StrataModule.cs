using System.Reflection;

namespace Strata.Operations;

/// <summary>One concept of the engine: its operations, and what it does in the background.</summary>
public sealed class StrataModule
{
    private const BindingFlags Fields = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;

    /// <summary>
    /// Reads the static fields of a partial class: every file of an operation adds its own, so that there is no list to keep. Its fields
    /// <c>Jobs</c> and <c>RecoverySteps</c> name types, <c>Tables</c> its tables.
    /// </summary>
    /// <param name="name">Groups the operations in OpenAPI and in the reference.</param>
    public StrataModule(Type type, string name)
    {
        (Type, Name) = (type, name);
        Operations =
        [
            .. type.GetFields(Fields)
                .Select(f => f.GetValue(null))
                .OfType<Operation>()
                .OrderBy(o => o.Route.Template.Length)
                .ThenBy(o => o.Route.Method, StringComparer.Ordinal)
                .ThenBy(o => o.Name, StringComparer.Ordinal),
        ];
        Jobs = Listed<Type>("Jobs");
        RecoverySteps = Listed<Type>("RecoverySteps");
        Tables = Listed<StoredTable>("Tables");
    }

    public Type Type { get; }
    public string Name { get; }
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Handlers of the module's kinds of jobs.</summary>
    public IReadOnlyList<Type> Jobs { get; }

    /// <summary>What workers repeat for the module.</summary>
    public IReadOnlyList<Type> RecoverySteps { get; }

    /// <summary>The tables that the module keeps rows of users in.</summary>
    internal IReadOnlyList<StoredTable> Tables { get; }

    private T[] Listed<T>(string field) => (T[]?)Type.GetField(field, Fields)?.GetValue(null) ?? [];
}

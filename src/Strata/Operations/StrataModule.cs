using System.Reflection;

namespace Strata.Operations;

/// <summary>One concept of the engine and the operations that it offers.</summary>
/// <param name="type">The class whose fields the operations are.</param>
/// <param name="name">Groups the operations in OpenAPI and in the reference.</param>
public sealed class StrataModule(Type type, string name, IReadOnlyList<Operation> operations)
{
    public Type Type => type;
    public string Name => name;
    public IReadOnlyList<Operation> Operations => operations;

    /// <summary>
    /// A module whose operations are the static fields of a partial class; each file of an operation adds its own, so that there is no list
    /// to keep.
    /// </summary>
    public static StrataModule Of(Type type, string name) =>
        new(
            type,
            name,
            [
                .. type.GetFields(BindingFlags.Public | BindingFlags.Static)
                    .Select(f => f.GetValue(null))
                    .OfType<Operation>()
                    .OrderBy(o => o.Route.Template.Length)
                    .ThenBy(o => o.Route.Method, StringComparer.Ordinal)
                    .ThenBy(o => o.Name, StringComparer.Ordinal),
            ]
        );
}

using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Strata.Foundation.Json;

/// <summary>
/// Refuses null where a contract's type excludes it: in properties with a default, which the generated reader lets through, and in elements
/// of lists, which no reader checks.
/// </summary>
internal static class NoNulls
{
    /// <summary>Start of the refusal of an element.</summary>
    public const string Element = "An element is null";

    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }
        var nullability = new NullabilityInfoContext();
        var lists = new List<(string Name, Func<object, object?> Get)>();
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider is not PropertyInfo declared || declared.PropertyType.IsValueType)
            {
                continue;
            }
            var known = nullability.Create(declared);
            if (property.Set is not null && known.WriteState == NullabilityState.NotNull)
            {
                property.IsSetNullable = false;
            }
            if (
                property.Get is { } get
                && known.GenericTypeArguments is [{ ReadState: NullabilityState.NotNull } element]
                && !element.Type.IsValueType
            )
            {
                lists.Add((property.Name, get));
            }
        }
        if (lists.Count > 0)
        {
            type.OnDeserialized = read =>
            {
                foreach (var (name, get) in lists)
                {
                    if (get(read) is IEnumerable elements && elements.Cast<object?>().Contains(null))
                    {
                        throw new JsonException($"{Element}: {name}");
                    }
                }
            };
        }
    }
}

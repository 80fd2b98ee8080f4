using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Strata.Json;

/// <summary>Requests as JSON: what is left out has the default that the type says, and null stands only where it says so.</summary>
public sealed class RequestJsonTests
{
    public static TheoryData<Type> Requests() =>
        [
            .. typeof(StrataJsonContext)
                .GetCustomAttributesData()
                .Where(a => a.AttributeType == typeof(JsonSerializableAttribute))
                .Select(a => (Type)a.ConstructorArguments[0].Value!)
                .Where(t => t.Name.EndsWith("Request", StringComparison.Ordinal) || t.Name.EndsWith("Query", StringComparison.Ordinal))
                .Distinct(),
        ];

    [Theory, MemberData(nameof(Requests))]
    public void What_is_left_out_has_its_default(Type type)
    {
        var read = Minimum(type).Deserialize(type, StrataJson.Options)!;

        var fresh = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(p => !IsRequired(p) && p.CanWrite))
        {
            property.GetValue(read).ShouldBe(property.GetValue(fresh), $"{type.Name}.{property.Name}");
        }
    }

    [Theory, MemberData(nameof(Requests))]
    public void Null_is_refused_where_the_type_has_none(Type type)
    {
        var nullability = new NullabilityInfoContext();
        foreach (
            var property in type.GetProperties()
                .Where(p => p.CanWrite && p.GetCustomAttribute<JsonIgnoreAttribute>() is null && !p.PropertyType.IsValueType)
        )
        {
            var known = nullability.Create(property);
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            if (known.WriteState == NullabilityState.NotNull)
            {
                var body = Minimum(type);
                body[name] = null;
                Refusal(type, body).ShouldEndWith($"{name}: null is not a value here.");
            }
            if (
                known.GenericTypeArguments is [{ ReadState: NullabilityState.NotNull }]
                && known.Type.IsAssignableTo(typeof(System.Collections.IEnumerable))
            )
            {
                var body = Minimum(type);
                body[name] = new JsonArray((JsonNode?)null);
                Refusal(type, body).ShouldEndWith($"'{name}' holds a null, which is not a value there.");
            }
        }
    }

    private static string Refusal(Type type, JsonObject body) =>
        BadJson
            .Of(Should.Throw<JsonException>(() => body.Deserialize(type, StrataJson.Options), $"{type.Name} {body.ToJsonString()}"))
            .Message;

    private static JsonObject Minimum(Type type)
    {
        var body = new JsonObject();
        foreach (var property in type.GetProperties().Where(IsRequired))
        {
            body[JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)] =
                property.PropertyType == typeof(string) ? "x"
                : property.PropertyType == typeof(JsonElement)
                || property.PropertyType.Name.StartsWith("IReadOnlyDictionary", StringComparison.Ordinal)
                    ? new JsonObject()
                : property.PropertyType.IsEnum ? EnumNames.Of(property.PropertyType)[0]
                : property.PropertyType.IsValueType ? 1
                : new JsonArray();
        }
        return body;
    }

    private static bool IsRequired(PropertyInfo property) => property.GetCustomAttribute<RequiredMemberAttribute>() is not null;
}

using System.Collections.Concurrent;
using System.Reflection;

namespace Strata.Database;

/// <summary>A statement argument; <paramref name="Type"/> gives the type of a null.</summary>
internal readonly record struct StatementArgument(object? Value, Type Type);

/// <summary>
/// Binds a statement's parameters: <c>@user</c> from the connection, the rest from an object's properties or a dictionary.
/// </summary>
internal static class StatementArguments
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, Property>> Shapes = new();

    private static readonly MethodInfo Reader = new Func<MethodInfo, Func<object, object?>>(
        Read<object, object>
    ).Method.GetGenericMethodDefinition();

    /// <summary>Named so that they are compiled ahead of time: compiling a getter when it is first used takes a millisecond.</summary>
    internal static readonly Delegate[] AheadOfTime =
    [
        Read<object, bool>,
        Read<object, int>,
        Read<object, int?>,
        Read<object, long>,
        Read<object, long?>,
        Read<object, double>,
        Read<object, double?>,
    ];

    /// <exception cref="InvalidOperationException">
    /// An argument is missing, or <c>user</c> is given, which only the connection may set.
    /// </exception>
    public static StatementArgument[] Bind(SqlText text, UserId user, object? args)
    {
        var values = new StatementArgument[text.Parameters.Count];
        var dictionary = args as IReadOnlyDictionary<string, object?>;
        var shape = dictionary is null && args is not null ? Shapes.GetOrAdd(args.GetType(), Shape) : null;
        if (shape?.ContainsKey("user") == true || dictionary?.ContainsKey("user") == true)
        {
            throw new InvalidOperationException("@user is bound by the connection and must not be given.");
        }
        for (var i = 0; i < values.Length; i++)
        {
            var name = text.Parameters[i];
            if (name == "user")
            {
                values[i] = new StatementArgument(user.Value, typeof(string));
            }
            else if (shape is not null && shape.TryGetValue(name, out var property))
            {
                values[i] = new StatementArgument(StorableText.Check(property.Get(args!)), property.Type); // a shape implies args
            }
            else if (dictionary is not null && dictionary.TryGetValue(name, out var value))
            {
                values[i] = new StatementArgument(StorableText.Check(value), value?.GetType() ?? typeof(object));
            }
            else
            {
                throw new InvalidOperationException($"No argument for @{name} in: {text.Sql.Trim()}");
            }
        }
        return values;
    }

    private static Dictionary<string, Property> Shape(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0)
            .ToDictionary(p => p.Name, p => new Property(p.PropertyType, Getter(type, p)), StringComparer.OrdinalIgnoreCase);

    private static Func<object, object?> Getter(Type type, PropertyInfo property) =>
        type.IsValueType || property.GetMethod is not { } get
            ? property.GetValue
            : Reader.MakeGenericMethod(type, property.PropertyType).CreateDelegate<Func<MethodInfo, Func<object, object?>>>()(get); // quicker than Invoke

    private static Func<object, object?> Read<TOwner, TValue>(MethodInfo get)
    {
        var read = get.CreateDelegate<Func<TOwner, TValue>>();
        return owner => read((TOwner)owner);
    }

    private sealed record Property(Type Type, Func<object, object?> Get);
}

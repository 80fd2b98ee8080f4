using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Strata.Database;

/// <summary>
/// Compiles functions that map a row to a <c>T</c>: a single value, an array of all values, a tuple by position, or a record by name
/// (<c>entity_no</c> maps to <c>EntityNo</c>; constructor parameters first, then settable properties).
/// </summary>
internal static class RowMapper
{
    private static readonly ParameterExpression Row = Expression.Parameter(typeof(RowReader), "row");

    /// <exception cref="InvalidOperationException">A column is missing, or a type is not supported.</exception>
    public static Func<RowReader, T> For<T>(IReadOnlyList<string> columns)
    {
        Expression body =
            Reader(typeof(T)) is not null ? Value(typeof(T), 0)
            : typeof(T) == typeof(object?[]) ? Expression.Call(Row, nameof(RowReader.Values), null)
            : typeof(T).IsAssignableTo(typeof(ITuple)) && typeof(T).IsValueType ? Tuple(typeof(T), columns)
            : Record(typeof(T), columns);
        return new Mapping<T>(Expression.Lambda<Func<RowReader, T>>(body, Row)).Map;
    }

    /// <summary>Interprets the first rows: compiling takes as long as interpreting hundreds.</summary>
    private sealed class Mapping<T>(Expression<Func<RowReader, T>> lambda)
    {
        private const int Interpreted = 500;

        private Func<RowReader, T> _map = lambda.Compile(preferInterpretation: true);
        private int _left = Interpreted;

        public T Map(RowReader row)
        {
            if (Volatile.Read(ref _left) > 0 && Interlocked.Decrement(ref _left) == 0)
            {
                _map = lambda.Compile();
            }
            return _map(row);
        }
    }

    private static NewExpression Tuple(Type type, IReadOnlyList<string> columns)
    {
        var items = type.GetGenericArguments();
        if (items.Length > columns.Count || items.Length > 7)
        {
            throw new InvalidOperationException($"{type} does not fit a row of {columns.Count} columns.");
        }
        return Expression.New(type.GetConstructor(items)!, items.Select(Value)); // every ValueTuple has that constructor
    }

    private static Expression Record(Type type, IReadOnlyList<string> columns)
    {
        var byName = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < columns.Count; i++)
        {
            byName.TryAdd(columns[i].Replace("_", "", StringComparison.Ordinal), i);
        }
        var constructor =
            type.GetConstructors()
                .Where(c => c.GetParameters().All(p => byName.ContainsKey(p.Name ?? "")))
                .MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type.Name} needs columns that the row has not: it has {string.Join(", ", columns)}.");
        var parameters = constructor.GetParameters();
        var taken = parameters.Select(p => byName[p.Name!]).ToHashSet();
        var made = Expression.New(constructor, parameters.Select(p => Value(p.ParameterType, byName[p.Name!])));
        var rest = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true } && byName.TryGetValue(p.Name, out var i) && !taken.Contains(i))
            .Select(p => Expression.Bind(p, Value(p.PropertyType, byName[p.Name])));
        return Expression.MemberInit(made, rest);
    }

    private static Expression Value(Type type, int column)
    {
        var reader =
            Reader(type) ?? throw new InvalidOperationException($"A row holds long, double, string, byte[] and bool, not {type.Name}.");
        var index = Expression.Constant(column);
        Expression value = Expression.Call(Row, reader, index);
        if (value.Type != type)
        {
            value = Expression.ConvertChecked(value, type);
        }
        var nullable = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        return nullable
            ? Expression.Condition(Expression.Call(Row, nameof(RowReader.IsNull), null, index), Expression.Default(type), value)
            : value;
    }

    private static string? ReaderName(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(long) || plain == typeof(int) || plain.IsEnum ? nameof(RowReader.Integer)
            : plain == typeof(double) ? nameof(RowReader.Real)
            : plain == typeof(bool) ? nameof(RowReader.Flag)
            : plain == typeof(string) ? nameof(RowReader.Text)
            : plain == typeof(byte[]) ? nameof(RowReader.Bytes)
            : null;
    }

    private static MethodInfo? Reader(Type type) => ReaderName(type) is { } name ? typeof(RowReader).GetMethod(name) : null;
}

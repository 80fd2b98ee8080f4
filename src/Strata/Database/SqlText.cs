using System.Collections.Concurrent;

namespace Strata.Database;

/// <summary>
/// A statement in the engine's dialect: <c>@names</c> become numbered parameters and <c>IN_LIST(@x)</c> the engine's own syntax. Strings,
/// quoted names and comments stay as they are. Parsed once per text.
/// </summary>
internal sealed class SqlText
{
    /// <summary>Only generated SQL has more distinct texts than this; the cache is then cleared instead of growing.</summary>
    private const int MaxCached = 4096;

    private static readonly ConcurrentDictionary<(Engine, string), SqlText> Cache = new();
    private static readonly ConcurrentDictionary<(Engine, string), SqlText> QueueCache = new();
    private readonly ConcurrentDictionary<Type, Delegate> _mappers = new();

    private readonly ConcurrentDictionary<int, string> _singles = new();
    private readonly IReadOnlyList<int> _lists;

    private SqlText(string sql, IReadOnlyList<string> parameters, IReadOnlyList<int> lists, bool writes)
    {
        Sql = sql;
        Parameters = parameters;
        _lists = lists;
        Writes = writes;
    }

    public string Sql { get; }

    /// <summary>Parameter names without <c>@</c>; the first is number 1.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>Whether it may change rows: it contains the word insert, update, delete, merge or replace.</summary>
    public bool Writes { get; }

    /// <exception cref="InvalidOperationException">The text does not name <c>@user</c>.</exception>
    public static SqlText For(Engine engine, string sql)
    {
        if (Cache.TryGetValue((engine, sql), out var known))
        {
            return known;
        }
        var text = Parse(engine, sql);
        if (!text.Parameters.Contains("user", StringComparer.Ordinal))
        {
            throw new InvalidOperationException("A statement on a user's connection must name @user: " + sql.Trim());
        }
        if (Cache.Count >= MaxCached)
        {
            Cache.Clear();
        }
        return Cache.GetOrAdd((engine, sql), text);
    }

    /// <summary>For the queue's own connection, whose statements see all users.</summary>
    public static SqlText ForQueue(Engine engine, string sql) =>
        QueueCache.GetOrAdd((engine, sql), static key => Parse(key.Item1, key.Item2));

    public Func<RowReader, T> Mapper<T>(RowReader row)
    {
        if (_mappers.TryGetValue(typeof(T), out var known))
        {
            return (Func<RowReader, T>)known;
        }
        var mapper = RowMapper.For<T>(row.Columns());
        _mappers[typeof(T)] = mapper;
        return mapper;
    }

    /// <summary>
    /// PostgreSQL: returns the text with membership in a one-element list replaced by equality, whose plan is cached. With a list the
    /// server would replan each time, because a plan for the actual list always looks cheaper than one for a list of unknown length
    /// (docs/adr/0022-round-trips.md).
    /// </summary>
    /// <param name="arguments">One-element lists are replaced by their element.</param>
    public string WithSingles(StatementArgument[] arguments)
    {
        var singles = 0;
        foreach (var list in _lists)
        {
            if (Single(arguments[list].Value) is { } single)
            {
                arguments[list] = new StatementArgument(single, single.GetType());
                singles |= 1 << list;
            }
        }
        return singles == 0 ? Sql : _singles.GetOrAdd(singles, Spelt);
    }

    private string Spelt(int singles)
    {
        var sql = Sql;
        foreach (var list in _lists)
        {
            if ((singles & (1 << list)) != 0)
            {
                sql = sql.Replace(Member(list + 1), $"= ${list + 1}", StringComparison.Ordinal);
            }
        }
        return sql;
    }

    private static object? Single(object? list) =>
        list switch
        {
            IReadOnlyCollection<long> { Count: 1 } numbers => numbers.First(),
            IReadOnlyCollection<string> { Count: 1 } texts => texts.First(),
            _ => null,
        };

    private static string Member(int number) => $"= any(${number})";

    internal static SqlText Parse(Engine engine, string sql)
    {
        var text = new StringBuilder(sql.Length + 16);
        var parameters = new List<string>();
        var (lists, others) = (new List<int>(), new HashSet<int>());
        var writes = false;
        for (var i = 0; i < sql.Length; )
        {
            var end = EndOfToken(sql, i);
            var token = sql.AsSpan(i, end - i);
            if (token[0] == '@' && token.Length > 1)
            {
                var number = Number(parameters, token[1..]);
                others.Add(number - 1);
                text.Append(engine == Engine.Sqlite ? '?' : '$').Append(number);
            }
            else if (token is "IN_LIST" && ListParameter(sql, end) is var (name, after))
            {
                var number = Number(parameters, name);
                lists.Add(number - 1);
                text.Append(engine == Engine.Sqlite ? $"in (select value from json_each(?{number}))" : Member(number));
                end = after;
            }
            else
            {
                writes |= token is "insert" or "update" or "delete" or "merge" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "replace";
                text.Append(token);
            }
            i = end;
        }
        const int Bits = 31;
        return new SqlText(text.ToString(), parameters, [.. lists.Distinct().Where(l => l < Bits && !others.Contains(l))], writes);
    }

    private static int Number(List<string> parameters, ReadOnlySpan<char> name)
    {
        var text = name.ToString();
        var index = parameters.IndexOf(text);
        if (index < 0)
        {
            parameters.Add(text);
            index = parameters.Count - 1;
        }
        return index + 1;
    }

    /// <summary>Reads the <c>x</c> of <c>(@x)</c> at <paramref name="start"/> and its end position.</summary>
    private static (string Name, int End)? ListParameter(string sql, int start)
    {
        var close = start < sql.Length && sql[start] == '(' ? sql.IndexOf(')', start) : -1;
        var inner = close < 0 ? "" : sql[(start + 1)..close].Trim();
        return inner is ['@', _, ..] && inner.Skip(1).All(IsWord) ? (inner[1..], close + 1) : null;
    }

    private static int EndOfToken(string sql, int start)
    {
        var c = sql[start];
        if (c is '\'' or '"')
        {
            var close = sql.IndexOf(c, start + 1);
            return close < 0 ? sql.Length : close + 1;
        }
        if (c == '-' && sql.AsSpan(start).StartsWith("--"))
        {
            var line = sql.IndexOf('\n', start);
            return line < 0 ? sql.Length : line;
        }
        if (c == '/' && sql.AsSpan(start).StartsWith("/*"))
        {
            var close = sql.IndexOf("*/", start + 2, StringComparison.Ordinal);
            return close < 0 ? sql.Length : close + 2;
        }
        if (c != '@' && !IsWord(c))
        {
            return start + 1;
        }
        var end = start + 1;
        while (end < sql.Length && IsWord(sql[end]))
        {
            end++;
        }
        return end;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}

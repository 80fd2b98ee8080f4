using Npgsql;
using NpgsqlTypes;

namespace Strata.Database.PostgreSql;

/// <summary>Creates parameters, always with their type, so that a null has that type and the plan can be cached.</summary>
internal static class PostgreSqlParameters
{
    public static void Add(NpgsqlBatchCommand command, ReadOnlySpan<StatementArgument> arguments)
    {
        foreach (var argument in arguments)
        {
            command.Parameters.Add(Parameter(argument));
        }
    }

    private static NpgsqlParameter Parameter(StatementArgument argument) =>
        argument.Value switch
        {
            null or DBNull => Null(argument.Type),
            long n => new NpgsqlParameter<long> { TypedValue = n, NpgsqlDbType = NpgsqlDbType.Bigint },
            string s => new NpgsqlParameter<string> { TypedValue = s, NpgsqlDbType = NpgsqlDbType.Text },
            int n => new NpgsqlParameter<long> { TypedValue = n, NpgsqlDbType = NpgsqlDbType.Bigint },
            double d => new NpgsqlParameter<double> { TypedValue = d, NpgsqlDbType = NpgsqlDbType.Double },
            byte[] bytes => new NpgsqlParameter<byte[]> { TypedValue = bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
            bool flag => new NpgsqlParameter<long> { TypedValue = flag ? 1 : 0, NpgsqlDbType = NpgsqlDbType.Bigint },
            Enum e => new NpgsqlParameter<long> { TypedValue = Convert.ToInt64(e, provider: null), NpgsqlDbType = NpgsqlDbType.Bigint },
            IEnumerable<long> list => new NpgsqlParameter<long[]>
            {
                TypedValue = [.. list],
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            },
            IEnumerable<string> list => new NpgsqlParameter<string[]>
            {
                TypedValue = [.. list],
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            },
            var other => throw new InvalidOperationException(
                $"A row holds long, double, string, byte[] and bool, not {other.GetType().Name}."
            ),
        };

    private static NpgsqlParameter Null(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var parameter = new NpgsqlParameter { Value = DBNull.Value };
        NpgsqlDbType? known =
            plain == typeof(long) || plain == typeof(int) || plain == typeof(bool) || plain.IsEnum ? NpgsqlDbType.Bigint
            : plain == typeof(string) ? NpgsqlDbType.Text
            : plain == typeof(double) ? NpgsqlDbType.Double
            : plain == typeof(byte[]) ? NpgsqlDbType.Bytea
            : null;
        if (known is { } named)
        {
            parameter.NpgsqlDbType = named;
        }
        return parameter;
    }
}

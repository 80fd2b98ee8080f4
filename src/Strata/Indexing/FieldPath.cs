using Strata.Schemas;

namespace Strata.Indexing;

/// <summary>
/// Names of fields, and of members within them: <c>items.amount</c> is the amount of each item. A declared field of that very name comes first.
/// </summary>
internal static class FieldPath
{
    /// <summary>Returns the field that a name begins with, and the rest of the path; null if the name is a field's own.</summary>
    public static (string Field, string? Part) Split(SchemaDefinition schema, string name) =>
        !schema.Fields.ContainsKey(name) && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            ? (name[..dot], name[(dot + 1)..])
            : (name, null);

    /// <summary>The declared field or part of an array's objects; null if neither is declared.</summary>
    public static SchemaField? Declared(SchemaDefinition schema, string name)
    {
        var (field, rest) = Split(schema, name);
        var declared = schema.Fields.GetValueOrDefault(field);
        return rest is null ? declared : declared?.Parts.FirstOrDefault(p => string.Equals(p.Name, rest, StringComparison.Ordinal));
    }

    /// <summary>Whether a value of that name can be there: its field may be, and its part is not known to be missing.</summary>
    public static bool IsPossible(SchemaDefinition schema, string name)
    {
        var (field, rest) = Split(schema, name);
        return schema.Declares(field)
            && (
                rest is null
                || schema.Fields.GetValueOrDefault(field) is not { } declared
                || (
                    declared.Kind is FieldKind.Array or FieldKind.Object or FieldKind.Any
                    && (declared.Parts.Count == 0 || Declared(schema, name) is not null)
                )
            );
    }

    /// <summary>Canonical JSON of the value; of a member of objects in an array, the array of its values. Null if there is none.</summary>
    public static string? Value(FieldList fields, string name) =>
        fields[name] is { } own ? own
        : name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && fields[name[..dot]] is { } json
            ? Member(json, name[(dot + 1)..])
        : null;

    /// <param name="json">Canonical JSON of an object, or of an array of objects.</param>
    public static string? Member(string json, string path)
    {
        if (json[0] is not ('{' or '['))
        {
            return null;
        }
        var found = new List<string>();
        foreach (var element in JsonArrays.Elements(json))
        {
            if (element[0] == '{' && Value(FieldList.Parse(element), path) is { } value)
            {
                found.Add(value);
            }
        }
        return found.Count == 0 ? null
            : json[0] == '{' ? found[0]
            : $"[{string.Join(',', found)}]";
    }
}

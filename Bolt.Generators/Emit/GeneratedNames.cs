using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Bolt.Generators.Model;

namespace Bolt.Generators.Emit;

/// <summary>Names of generated files and classes.</summary>
internal static class GeneratedNames
{
    /// <summary>Two names never mangle to one: an underscore is doubled, a dot becomes one, anything else its code.</summary>
    public static string Mangle(string name)
    {
        var builder = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            _ = c switch
            {
                '.' => builder.Append('_'),
                '_' => builder.Append("__"),
                _ when char.IsLetterOrDigit(c) => builder.Append(c),
                _ => builder.Append("_u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)).Append('_'),
            };
        }

        return builder.ToString();
    }

    /// <summary>File systems that fold case must not see two files as one.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            safe.Append(char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-');
        }

        var hint = safe.ToString();
        for (var i = 2; !taken.Add(hint); i++)
        {
            hint = safe + "-" + i.ToString(CultureInfo.InvariantCulture);
        }

        return hint + ".g.cs";
    }

    /// <summary>Class names of the routes of one handler type: the method's name, numbered where several routes share it.</summary>
    public static string[] ForRoutes(HandlerRoutes group)
    {
        var names = new string[group.Routes.Count];
        var count = new Dictionary<string, int>();
        for (var i = 0; i < names.Length; i++)
        {
            var method = group.Routes[i].Handler.Substring(group.Routes[i].HandlerType.Length + 1);
            var number = count.TryGetValue(method, out var seen) ? seen + 1 : 0;
            count[method] = number;
            // No member of an endpoint class ends in an underscore and a number, so no handler name can meet one.
            names[i] = Mangle(method) + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        return names;
    }
}

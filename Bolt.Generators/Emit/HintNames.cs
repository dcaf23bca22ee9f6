using System.Collections.Generic;
using System.Text;

namespace Bolt.Generators.Emit;

/// <summary>Names of generated files and classes.</summary>
internal static class HintNames
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
                _ => builder.Append("_u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)).Append('_'),
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
            hint = safe + "-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return hint + ".g.cs";
    }
}

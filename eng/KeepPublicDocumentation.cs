using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Copies a documentation file without the members that the PublicAPI files do not name.</summary>
public sealed class KeepPublicDocumentation : Task
{
    [Required]
    public string Documentation { get; set; }

    [Required]
    public ITaskItem[] PublicApi { get; set; }

    [Required]
    public string Output { get; set; }

    public override bool Execute()
    {
        var names = new HashSet<string>(PublicApi.SelectMany(f => File.ReadAllLines(f.ItemSpec)).Select(NameOfLine).Where(n => n.Length > 0));
        var document = XDocument.Load(Documentation);
        foreach (var member in document.Root.Element("members").Elements("member").ToList())
        {
            if (!names.Contains(NameOfId((string)member.Attribute("name"))))
            {
                member.Remove();
            }
        }

        document.Save(Output);
        return true;
    }

    /// <summary>"static Bolt.A&lt;T&gt;.B(int x) -> void" is "Bolt.A.B".</summary>
    private static string NameOfLine(string line)
    {
        line = line.Replace("~", "");
        for (string shorter; (shorter = Regex.Replace(line, "^(static|abstract|virtual|override|const|readonly|sealed|implicit|explicit) ", "")) != line; line = shorter)
        {
        }

        var end = line.IndexOfAny(new[] { '(', ' ' });
        var name = WithoutArguments(end < 0 ? line : line.Substring(0, end));
        return Regex.Replace(name, @"\.(get|set|init|add|remove)$", "");
    }

    /// <summary>"M:Bolt.A`1.#ctor(System.Int32)" is "Bolt.A.A".</summary>
    private static string NameOfId(string id)
    {
        var name = id.Substring(2);
        var end = name.IndexOfAny(new[] { '(', '~' });
        name = Regex.Replace(end < 0 ? name : name.Substring(0, end), "`+[0-9]+", "");
        var dot = name.LastIndexOf('.');
        if (name.EndsWith(".#ctor", StringComparison.Ordinal))
        {
            var type = name.Substring(0, dot);
            return type + "." + type.Substring(type.LastIndexOf('.') + 1);
        }

        return name.EndsWith(".Item", StringComparison.Ordinal) ? name.Substring(0, dot) + ".this[]" : name;
    }

    private static string WithoutArguments(string name)
    {
        var depth = 0;
        return new string(name.Where(c =>
        {
            depth += c == '<' ? 1 : 0;
            var keep = depth == 0;
            depth -= c == '>' ? 1 : 0;
            return keep;
        }).ToArray());
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Bolt.Shared;

/// <summary>A guard as a line writes it: <c>HasPermission("blog.view")</c>, <c>RecentLogin(Minutes = 5)</c>, <c>Shop.OfficeHours(8, 18)!id</c>.</summary>
internal sealed class SurfaceGuard
{
    /// <summary>Behind a guard of the application's own that says <c>[RequiresIdentity]</c>.</summary>
    public const string IdentityMark = "!id";

    private SurfaceGuard(string text, string name, IReadOnlyList<string> arguments, IReadOnlyList<KeyValuePair<string, string>> named, bool isMarked)
    {
        Text = text;
        Name = name;
        Arguments = arguments;
        Named = named;
        IsMarked = isMarked;
    }

    public string Text { get; }

    /// <summary>With type arguments: Bolt's own by their short name, others by their full name.</summary>
    public string Name { get; }

    /// <summary>Constants in their order, as C#.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Properties that are set, as C#.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Named { get; }

    public bool IsMarked { get; }

    /// <summary>The arguments, where all of them are strings; null where one is something else. What is <c>null</c> is as good as empty to every guard of Bolt's.</summary>
    public IReadOnlyList<string>? Strings
    {
        get
        {
            var strings = Arguments.Select(static a => a == "null" ? "" : SurfaceText.ReadString(a)).OfType<string>().ToList();
            return strings.Count == Arguments.Count ? strings : null;
        }
    }

    public string? Value(string name) => Named.Where(n => n.Key == name).Select(static n => n.Value).FirstOrDefault();

    public int? Number(string name) => Value(name) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Null where the text is no guard.</summary>
    public static SurfaceGuard? Parse(string text)
    {
        var isMarked = text.EndsWith(IdentityMark, StringComparison.Ordinal);
        var call = isMarked ? text.Substring(0, text.Length - IdentityMark.Length) : text;
        var open = SurfaceText.Find(call, 0, "(");
        var name = open < 0 ? call : call.Substring(0, open);
        if (!SurfaceText.IsName(name))
        {
            return null;
        }

        if (open < 0)
        {
            return new(text, name, [], [], isMarked);
        }

        var inside = call.Substring(open + 1, Math.Max(0, call.Length - open - 2));
        if (call[call.Length - 1] != ')' || (inside.Length == 0 ? [] : SurfaceText.Split(inside)) is not { } items)
        {
            return null;
        }

        var arguments = new List<string>();
        var named = new List<KeyValuePair<string, string>>();
        foreach (var item in items)
        {
            var equals = SurfaceText.Find(item, 0, " = ");
            if (equals > 0)
            {
                named.Add(new(item.Substring(0, equals), item.Substring(equals + 3)));
            }
            else if (named.Count == 0)
            {
                arguments.Add(item);
            }
            else
            {
                return null;
            }
        }

        return new(text, name, arguments, named, isMarked);
    }
}

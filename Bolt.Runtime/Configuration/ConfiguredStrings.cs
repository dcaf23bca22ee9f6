using System.Collections.Generic;
using Microsoft.Extensions.Configuration;

namespace Bolt.Configuration;

/// <summary>Reads a list of texts by hand: <c>Setting:0</c>, <c>Setting:1</c> …, or one value.</summary>
internal static class ConfiguredStrings
{
    public static void Add(IConfigurationSection setting, IList<string> texts)
    {
        if (setting.Value is { Length: > 0 } single)
        {
            texts.Add(single);
        }

        foreach (var item in setting.GetChildren())
        {
            texts.Add(item.Value ?? "");
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bolt.Configuration;
using Bolt.Diagnostics;
using Bolt.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Registration;

/// <summary>
/// Sections under <c>Bolt</c> that nothing reads. A name that is almost one of those that are read stops the program: its keys or origins would count for nothing. Any other may belong to another
/// program with the same settings, or to the application itself, and is logged.
/// </summary>
internal sealed class SectionCheck(BackendRegistry backends, ILoggerFactory loggers, IConfiguration? configuration = null) : IStartCheck
{
    private int _hasWarned;

    public IEnumerable<string> Problems()
    {
        if (configuration is null)
        {
            return [];
        }

        var known = BackendSections.Known(backends.All);
        var problems = new List<string>();
        var unread = new List<string>();
        foreach (var section in configuration.GetSection(BackendSections.Root[..^1]).GetChildren())
        {
            if (known.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (Spelling.Closest(section.Key, known) is { } close)
            {
                problems.Add($"{section.Path} is not a setting of Bolt; did you mean {BackendSections.Root}{close}?");
            }
            else
            {
                unread.Add(section.Path);
            }
        }

        if (unread.Count > 0 && Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            BoltLog.SectionsUnread(loggers.CreateLogger("Bolt"), string.Join(", ", unread), string.Join(", ", known));
        }

        return problems;
    }
}

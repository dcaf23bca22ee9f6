using System.Collections.Generic;

namespace Bolt.Hosting;

/// <summary>Something that is looked at when the program starts.</summary>
internal interface IStartCheck
{
    /// <summary>What has to be fixed before the program can start, one line each.</summary>
    IEnumerable<string> Problems();
}

namespace Bolt;

/// <summary>A row of the table <c>BoltGenerations</c>: which sign-ins of a user "log out everywhere" has ended. Leaves a day later, when no sign-in can still be under way.</summary>
public class StoredGeneration
{
    /// <summary>Which user, of which kind of session: 32 hexadecimal digits of a hash. The primary key.</summary>
    public string Id { get; set; } = "";

    /// <summary>The generation.</summary>
    public long Current { get; set; }

    /// <summary>The session that lives on, or null.</summary>
    public string? Except { get; set; }

    /// <summary>The generation that the excepted session must have.</summary>
    public long Floor { get; set; }

    /// <summary>When it was raised, in ticks of UTC.</summary>
    public long RaisedAt { get; set; }

    /// <summary>The random number of the last process that raised it: a process that reads its own number back holds the row's lock.</summary>
    public long Owner { get; set; }
}

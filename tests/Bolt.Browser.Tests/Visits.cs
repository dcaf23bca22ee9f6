namespace Bolt.Browser.Tests;

/// <summary>One site and one browser. One test after the other: the clock is everybody's.</summary>
[CollectionDefinition(Name)]
public sealed class Visits : ICollectionFixture<Site>, ICollectionFixture<Chromium>
{
    public const string Name = "visits";
}

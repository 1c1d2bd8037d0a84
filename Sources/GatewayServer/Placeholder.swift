internal import Hummingbird
internal import X509
internal import Yams
internal import Metrics
internal import GoogleAuth
